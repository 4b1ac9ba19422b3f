"""The marks of extraction on the terminal and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict

from rich.console import Console
from rich.table import Table

from qa.evaluate.extraction import GoldStatement, Pair, wrong_fields
from qa.evaluate.stats import Estimate
from qa.records import Statement

_LABELS = {
    "recall": "数字召回",
    "precision": "数字精确",
    "indicator": "指标",
    "period": "年份",
    "basis": "结果或目标",
    "facet": "数量或增减",
    "place": "地方",
}


def print_extraction(
    out: Console, sentences: int, measured: Mapping[str, Estimate | None], errors: Sequence[Pair]
) -> None:
    """A row a mark; below it what of ``errors`` is wrong, sentence by sentence."""
    table = Table("指标", "值", "95% 区间", "数字", title=f"{sentences} 个标注的句子")
    for mark, estimate in measured.items():
        if estimate is None:
            table.add_row(_LABELS[mark], "–", "–", "0")
        else:
            interval = f"[{estimate.low:.3f}, {estimate.high:.3f}]"
            table.add_row(_LABELS[mark], f"{estimate.value:.3f}", interval, str(estimate.n))
    out.print(table, markup=False)
    for line in _error_lines(errors):
        out.print(line, markup=False, highlight=False, soft_wrap=True)


def extraction_json(sentences: int, measured: Mapping[str, Estimate | None], pairs: Iterable[Pair]) -> str:
    """``marks`` with {value, low, high, n}, and ``errors`` with what was annotated beside what was found."""
    return json.dumps(
        {
            "sentences": sentences,
            "marks": {mark: asdict(estimate) if estimate else None for mark, estimate in measured.items()},
            "errors": [
                {
                    "id": pair.gold.id,
                    "wrong": list(wrong_fields(pair)),
                    "wanted": pair.wanted.model_dump() if pair.wanted else None,
                    "found": _told(pair.found) if pair.found else None,
                }
                for pair in pairs
                if _wrong(pair)
            ],
        },
        ensure_ascii=False,
        indent=2,
    )


def _wrong(pair: Pair) -> bool:
    return pair.wanted is None or pair.found is None or bool(wrong_fields(pair))


def _error_lines(pairs: Iterable[Pair]) -> Iterable[str]:
    shown = ""
    for pair in pairs:
        if not _wrong(pair):
            continue
        if pair.gold.id != shown:
            shown = pair.gold.id
            yield f"\n{shown} {pair.gold.sentence}"
        wrong = "多出" if pair.wanted is None else "漏掉" if pair.found is None else ""
        yield f"  {wrong or '、'.join(_LABELS[field] for field in wrong_fields(pair))}"
        if pair.wanted is not None:
            yield f"    标注 {_line(_wanted(pair.wanted))}"
        if pair.found is not None:
            yield f"    读出 {_line(_told(pair.found))}"


def _line(told: Mapping[str, str]) -> str:
    return " | ".join(told.values())


def _wanted(wanted: GoldStatement) -> dict[str, str]:
    return {key: value for key, value in wanted.model_dump().items() if key != "hedge"}


def _told(found: Statement) -> dict[str, str]:
    period = found.period
    years = "" if period.first is None else str(period.first)
    return {
        "figure": found.text,
        "indicator": found.indicator,
        "period": years if period.first == period.last else f"{years}-{period.last}",
        "how": period.how.value,
        "basis": found.basis.value,
        "facet": found.facet.value,
        "place": found.place or "",
    }
