"""Two versions of one report that differ in a figure of the answer: the answer says so, with both places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from qa.answer.composed import Composed
from qa.answer.evidence import Numbered, renumbered
from qa.figures import find_figures
from qa.index.store import Store
from qa.records import Differing, Hit, Report, Scores

#: So many figures are told one by one.
_SHOWN = 3
_NUMBER = re.compile(r"\d+(?:[,，]\d{3})*(?:\.\d+)?[%‰]?")


@dataclass(frozen=True, slots=True)
class _Difference:
    """``here`` stands in the sentence ``item`` of ``report``, ``there`` in the other version of it."""

    item: Numbered
    report: Report
    here: str
    other: Report
    there: str
    place: Differing


def told_apart(composed: Composed, evidence: Sequence[Numbered], store: Store) -> tuple[Composed, tuple[Numbered, ...]]:
    """``composed`` with a closing word on each of its figures that another version of the report gives otherwise, and the
    evidence with the sentence of that version."""
    found = list(_differences(composed, evidence, store))
    if not found:
        return composed, tuple(evidence)
    items = list(evidence)
    used = list(composed.used)
    lines: list[str] = []
    for each in found[:_SHOWN]:
        beside = _in_other(each, items, store)
        if beside is not None:
            items.append(beside)
            used.append(beside.number)
        lines.append(_line(each, beside))
    more = f"这样的数字共有{len(found)}处。" if len(found) > _SHOWN else ""
    text = "\n".join((composed.text, *lines, *([more] if more else [])))
    return replace(composed, text=text, used=tuple(dict.fromkeys(used))), tuple(items)


def _differences(composed: Composed, evidence: Sequence[Numbered], store: Store) -> Iterator[_Difference]:
    cells = [cell.text for row in composed.table.rows for cell in row] if composed.table else []
    said = {number for text in (composed.text, *cells) for number in _NUMBER.findall(text)}
    seen: set[frozenset[tuple[str, int]]] = set()
    for item in {each.number: each for each in evidence if each.number in composed.used}.values():
        report = store.report_of(item.hit.passage)
        for each in report.differing_at(item.sentence.start, item.sentence.end):
            other = store.report(each.report_id)
            pair = frozenset({(report.id, each.start), (each.report_id, each.other_start)})
            if other is None or pair in seen or report.text[each.start : each.end] not in said:
                continue
            seen.add(pair)
            here = _figure(report.text, each.start)
            yield _Difference(item, report, here, other, _figure(other.text, each.other_start), each)


def _figure(text: str, start: int) -> str:
    """The figure with its unit whose number stands at ``start``."""
    begin = max(text.rfind("\n", 0, start), text.rfind("。", 0, start)) + 1
    sentence = re.split(r"[。\n]", text[begin:], maxsplit=1)[0]
    around = (found for found in find_figures(sentence) if found.start <= start - begin < found.end)
    found = next(around, None)
    return found.text if found else (_NUMBER.match(text, start) or [""])[0]


def _in_other(each: _Difference, items: Sequence[Numbered], store: Store) -> Numbered | None:
    """The sentence of the other version as evidence, under the number that it has already; None where it is a heading."""
    for passage in store.passages_of(each.other.id):
        for sentence in passage.sentences:
            if sentence.start <= each.place.other_start < sentence.end:
                item = Numbered(0, Hit(passage, Scores(1.0), ((sentence, 1.0),)), sentence, 1.0)
                return renumbered([item], items)[0]
    return None


def _line(each: _Difference, beside: Numbered | None) -> str:
    there = f"[{beside.number}]" if beside else ""
    return (
        f"注意：这份报告有两个版本，数字不同：{_name(each.report)}作“{each.here}”[{each.item.number}]，"
        f"{_name(each.other)}作“{each.there}”{there}，请核对原件。"
    )


def _name(report: Report) -> str:
    return report.sources[0].name if report.sources else report.title
