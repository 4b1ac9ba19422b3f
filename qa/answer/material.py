"""What the chat model is shown: numbered sentences and, for a capable one, the statements that may answer as a table.

A small model sees what would be quoted. A capable one sees more: sentences with their neighbours under report and section,
in the order of the reports, and the figures by number, so that it can name what is to be reckoned with; all within a
budget of tokens.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from qa.answer.evidence import ASPECTS, Form, Numbered, choose, prompt_lines, ranked_in, years_label
from qa.answer.labels import period_label, worded_facet, written
from qa.answer.lists import completed
from qa.answer.shelf import Shelf
from qa.answer.stated import Cell, numbered
from qa.index.store import Store
from qa.profile import Profile
from qa.question.wanted import Wanted, wanted_of
from qa.records import Hit, How, Passage, Plan, Sentence, Statement
from qa.statements.lookup import Told
from qa.statements.match import likeness
from qa.statements.table import BASES
from qa.words import Words, fold

#: Of each search so many statements are worth showing, if they are at least so alike.
_OF_SEARCH, _ALIKE = 10, 0.4
#: More searches than this are answered from their cells.
_SEARCHES = 12
#: The best sentences have their neighbours beside them and their figures in the table.
_NEIGHBOURED, _TABLED = 8, 6
_YEAR, _BASIS, _FURTHER = 0.4, 0.1, 0.3
#: Headings below a sentence that announces them are read of the best few, so many each.
_ANNOUNCING, _HEADINGS = 4, 16
#: Searches of a plan have at least so many sentences each, however many they are.
_SHARE = 2
#: Headings named of the section of a sentence, from its own upwards.
_PATH = 2
#: Tokens of a character: of Chinese, of anything else, and of what stands around a line.
_HAN, _OTHER, _LINE = 0.75, 0.6, 6
_HAN_CHAR = re.compile(r"[㐀-鿿豈-﫿]")
#: What a report must not say to a model in the voice of the prompt: marks, numbers of the table, calls.
_FORGED = str.maketrans(
    {"[": "［", "]": "］", "{": "｛", "}": "｝", "■": "□", "〔": "（", "〕": "）", "｜": "|", "\n": " "}
)
_HOWS = {How.AVERAGE: "年均", How.TOTAL: "累计", How.SPAN: "期间", How.SINCE: "以来", How.END: "末"}

_Place = tuple[str, int]
_Ranked = tuple[Hit, Sentence, float]


@dataclass(frozen=True, slots=True)
class Row:
    """One figure of the table; ``item`` is its sentence."""

    number: int
    told: Told
    item: Numbered

    @property
    def statement(self) -> Statement:
        return self.told.statement


@dataclass(frozen=True, slots=True)
class Material:
    """``items`` are numbered from 1; ``rows`` are of their sentences. ``grouped``: told by report and section. ``lacking``
    says which reports asked for there are none of, ``meant`` what a question means that does not say so by itself."""

    items: tuple[Numbered, ...]
    rows: tuple[Row, ...] = ()
    grouped: bool = False
    lacking: str = ""
    meant: str = ""

    @property
    def text(self) -> str:
        if not self.grouped:
            return prompt_lines(self.items)
        table = f"\n\n数据表（编号｜地方｜时期｜指标｜类别｜数｜所在原句）：\n{_table(self.rows)}" if self.rows else ""
        lacking = f"\n\n{self.lacking}" if self.lacking else ""
        return f"{_by_section(self.items)}{table}{lacking}"

    def half(self) -> Material:
        """The better half, for a model that has no room for all."""
        best = sorted(self.items, key=lambda item: -item.score)[: len(self.items) // 2]
        kept = {item.number for item in best}
        items = tuple(item for item in self.items if item.number in kept) if self.grouped else tuple(best)
        return replace(self, items=items, rows=tuple(row for row in self.rows if row.item.number in kept))


def tokens_of(text: str) -> float:
    """About how many tokens a model makes of ``text``; no tokenizer is known of one behind an endpoint. Qwen makes a tenth
    fewer."""
    han = len(_HAN_CHAR.findall(text))
    return _HAN * han + _OTHER * (len(text) - han)


def read_for(
    plan: Plan,
    hits: Sequence[Hit],
    cells: Sequence[Cell],
    shelf: Shelf,
    store: Store,
    words: Words,
    profile: Profile,
    allowed: Collection[str] = (),
) -> Material:
    """What a capable model reads for ``plan``: first the statements that match and their sentences, then the sentences that
    rank best and the figures that come near, then what stands beside them, as far as the budget goes."""
    gathered = Gathered(store, profile)
    for cell in cells:
        if cell.item is not None and cell.found.best is not None:
            for told in (cell.found.best, *cell.found.same):
                gathered.figure(told, cell.scope)
    ranked = list(_ranked(plan, hits, store, profile))
    if not plan.ask.figures:
        for hit, sentence, score in _headings_below(ranked[:_ANNOUNCING], store):
            gathered.sentence(hit, sentence, score)
    for hit, sentence, score in ranked[: profile.sentences]:
        gathered.sentence(hit, sentence, score)
    for told, scope in (*_near(plan, cells, shelf, words, allowed), *_inside(ranked[:_TABLED], shelf, store)):
        gathered.figure(told, scope)
    for hit, sentence, score in ranked[:_NEIGHBOURED]:
        for near in _beside(hit.passage, sentence, profile.neighbours):
            gathered.sentence(hit, near, score / 2)
    return gathered.material(plan)


class Gathered:
    """Sentences and figures taken in while there is room for them."""

    def __init__(self, store: Store, profile: Profile) -> None:
        self._store = store
        self._room = float(profile.tokens)
        self._most = profile.statements
        self._sentences: dict[_Place, Numbered] = {}
        self._spans: dict[str, list[Sentence]] = {}
        self._texts: set[str] = set()
        self._figures: dict[Statement, tuple[Told, _Place]] = {}

    def sentence(self, hit: Hit, sentence: Sentence, score: float) -> _Place | None:
        """Where it is shown, by itself, in a longer one or by a part of it (an item of a list); None where it is not. The
        same words in two reports of one place are shown once."""
        place = (hit.passage.report_id, sentence.start)
        for shown in self._spans.get(place[0], ()):
            if shown.start < sentence.end and sentence.start < shown.end:
                return place[0], shown.start
        text = hit.passage.sentence_text(sentence).strip()
        key = f"{hit.passage.place}{fold(text)}"
        if not text or key in self._texts or not self._fits(text):
            return None
        self._texts.add(key)
        self._sentences[place] = Numbered(0, hit, sentence, score)
        self._spans.setdefault(place[0], []).append(sentence)
        return place

    def figure(self, told: Told, scope: int) -> None:
        statement = told.statement
        if statement in self._figures or len(self._figures) >= self._most:
            return
        item = numbered(statement, self._store, 0, scope)
        place = self.sentence(item.hit, item.sentence, item.score) if item else None
        if place is not None and self._fits(_cells(statement, told.sentence)):
            self._figures[statement] = (told, place)

    def material(self, plan: Plan) -> Material:
        ordered = sorted(self._sentences.items(), key=lambda each: _order(plan, each[1]))
        items = {place: replace(item, number=number) for number, (place, item) in enumerate(ordered, start=1)}
        figures = sorted(self._figures.values(), key=lambda each: (items[each[1]].number, each[0].statement.start))
        rows = [Row(number, told, items[place]) for number, (told, place) in enumerate(figures, start=1)]
        return Material(tuple(items.values()), tuple(rows), grouped=True, lacking=_lacking(plan))

    def _fits(self, text: str) -> bool:
        cost = tokens_of(text) + _LINE
        if cost > self._room:
            return False
        self._room -= cost
        return True


def _order(plan: Plan, item: Numbered) -> tuple[object, ...]:
    """Places as they are asked for, reports by year, sentences as they stand."""
    passage = item.hit.passage
    place = plan.places.index(passage.place) if passage.place in plan.places else len(plan.places)
    return place, passage.place or "", passage.report_year or 0, passage.report_id, item.sentence.start


def _ranked(plan: Plan, hits: Sequence[Hit], store: Store, profile: Profile) -> Iterator[_Ranked]:
    """What belongs to a list, then the best sentences of each search in turn."""
    share = max(_SHARE, profile.sentences // max(1, len(plan.scopes)))
    listed = completed(plan, hits, choose(plan, hits, profile.sentences), store)
    whole = [item for item in listed if item.form is not Form.RANKED]
    yield from ((item.hit, item.sentence, item.score) for item in whole)
    per_scope = [ranked_in(plan, number, hits)[:share] for number in range(len(plan.scopes))]
    for place in range(max(map(len, per_scope), default=0)):
        yield from (ranked[place] for ranked in per_scope if place < len(ranked))


def _near(
    plan: Plan, cells: Sequence[Cell], shelf: Shelf, words: Words, allowed: Collection[str]
) -> Iterator[tuple[Told, int]]:
    """The statements that may be of what each search asks for, the likeliest first, the searches in turn."""
    if len(plan.scopes) > _SEARCHES:
        return
    known = {cell.scope: cell for cell in reversed(cells)}
    per_scope: list[list[Told]] = []
    for number, scope in enumerate(plan.scopes):
        cell = known.get(number)
        wanted = cell.wanted if cell else wanted_of(scope.subject or scope.query, words, plan.ask.shared)
        # What is told in words is asked of these reports, a figure may stand in any.
        own = plan.report_years or not plan.ask.figures
        told = cell.told if cell else shelf.asked(scope, scope.report_ids if own else allowed)
        worth = ((_worth(plan, number, wanted, each), each) for each in told)
        likely = sorted((each for each in worth if each[0] is not None), key=lambda each: -(each[0] or 0.0))
        per_scope.append([each for _, each in likely[:_OF_SEARCH]])
    for place in range(_OF_SEARCH):
        for number, found in enumerate(per_scope):
            if place < len(found):
                yield found[place], number


def _worth(plan: Plan, number: int, wanted: Wanted, told: Told) -> float | None:
    scope, statement = plan.scopes[number], told.statement
    like = likeness(wanted, statement, told.sentence)
    if like.score < _ALIKE:
        return None
    of_year = statement.period.last in scope.data_years
    of_basis = scope.aspect is not None and statement.basis.value == scope.aspect.value
    return like.score - _FURTHER * min(1.0, like.further) + _YEAR * of_year + _BASIS * of_basis


def _inside(ranked: Sequence[_Ranked], shelf: Shelf, store: Store) -> Iterator[tuple[Told, int]]:
    for hit, sentence, _ in ranked:
        for told in shelf.of(store.report_of(hit.passage)):
            if sentence.start <= told.statement.start < sentence.end:
                yield told, hit.scope


def _headings_below(ranked: Sequence[_Ranked], store: Store) -> Iterator[_Ranked]:
    """The headings one level below the sections of these sentences: what 七个方面的工作 are."""
    for section in dict.fromkeys((hit.passage.report_id, hit.passage.section) for hit, _, _ in ranked):
        hit, _, score = next(each for each in ranked if (each[0].passage.report_id, each[0].passage.section) == section)
        path, below = section[1], dict[tuple[str, ...], Passage]()
        for passage in store.passages_of(section[0]):
            if path and len(passage.section) == len(path) + 1 and passage.section[: len(path)] == path:
                below.setdefault(passage.section, passage)
        for passage in (*below.values(),)[:_HEADINGS]:
            yield replace(hit, passage=passage), passage.sentences[0], score


def _beside(passage: Passage, sentence: Sentence, count: int) -> Iterator[Sentence]:
    at = next((place for place, each in enumerate(passage.sentences) if each.start == sentence.start), None)
    if at is not None:
        yield from passage.sentences[max(0, at - count) : at]
        yield from passage.sentences[at + 1 : at + 1 + count]


# -- telling ---------------------------------------------------------------------------------------------------------


def _by_section(items: Iterable[Numbered]) -> str:
    lines: list[str] = []
    for (report, section), those in groupby(items, key=_headings):
        if f"■ {report}" not in lines:
            lines.append(f"■ {report}")
        lines.append(f"〔{section}〕")
        lines += [f"[{item.number}]{item.text.translate(_FORGED)}" for item in those]
    return "\n".join(lines)


def _lacking(plan: Plan) -> str:
    parts = [f"{place}的报告" for place in plan.missing_places]
    parts += [f"讲{years_label(plan.missing_years)}的报告"] if plan.missing_years else []
    return f"没有收录：{'、'.join(parts)}。" if parts else ""


def _headings(item: Numbered) -> tuple[str, str]:
    passage, sentence = item.hit.passage, item.sentence
    report = f"{passage.place or ''}{passage.report_year}年报告" if passage.report_year else passage.title
    section = " > ".join(passage.section[-_PATH:])
    told = f"{years_label(sentence.years)}{ASPECTS[sentence.aspect]}"
    return report.translate(_FORGED), "｜".join(filter(None, (section.translate(_FORGED), told)))


def _table(rows: Iterable[Row]) -> str:
    return "\n".join(f"数{row.number}｜{_cells(row.statement, row.told.sentence)}｜[{row.item.number}]" for row in rows)


def _cells(statement: Statement, sentence: str) -> str:
    period = f"{period_label(statement)}{_HOWS.get(statement.period.how, '')}"
    cells = (
        statement.place or "",
        f"{period}{BASES[statement.basis]}",
        statement.indicator,
        worded_facet(statement),
        written(statement, sentence),
    )
    return "｜".join(cell.translate(_FORGED) for cell in cells)
