"""Whether what was found says what was asked, and the words that tell what it says instead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qa.answer.asks import answered_by, told_in
from qa.answer.evidence import Numbered, years_label
from qa.answer.labels import period_label, told_shortly
from qa.answer.stated import Cell
from qa.figures import find_figures
from qa.index.store import Store
from qa.question.parts import pairs
from qa.question.wanted import Word
from qa.records import Facet, Kind, Part, Plan, Statement
from qa.statements.lookup import fits_all
from qa.statements.match import Outcome, likeness
from qa.statements.table import BASES
from qa.wording.asking import names_unit
from qa.wording.framing import EXCLUSIVE, said, tells_measure
from qa.wording.indicators import named_spans
from qa.wording.joining import JOINS
from qa.wording.sounds import sounds
from qa.wording.subject import MEASURE

#: The report speaks of just this, and gives another year, the growth for the level, or the target for the result.
_ELSEWHERE = frozenset({Outcome.OTHER_YEAR, Outcome.OTHER_FACET, Outcome.OTHER_BASIS, Outcome.NARROWER})
#: A likeness of this much may be the same thing in other words.
_MAYBE = 0.4
_OF_FIGURES = frozenset({Kind.FACT, Kind.YES_NO, Kind.COMPARE, Kind.TREND})
_FACETS = {Facet.RISE: "增幅", Facet.LEVEL: "数额", Facet.SHARE: "占比", Facet.RANK: "位次"}


@dataclass(frozen=True, slots=True)
class NotStated:
    """What the reader is told, and the sentence that is nearest (None: nothing is near)."""

    text: str
    nearest: Numbered | None


def not_stated(plan: Plan, cells: Sequence[Cell], shown: Sequence[Numbered], store: Store) -> NotStated | None:
    """Why the sentences that would be shown do not answer; None where they may."""
    return (
        (elsewhere(plan, cells, shown) if plan.ask.figures else None)
        or absent(plan, cells, shown, store)
        or unmeasured(plan, cells, shown)
    )


def elsewhere(plan: Plan, cells: Sequence[Cell], shown: Sequence[Numbered]) -> NotStated | None:
    """Not stated, because the reports surely speak of it and surely give something else; None where a sentence that would
    be shown may say it in other words."""
    near_ones = [cell for cell in cells if cell.found.outcome in _ELSEWHERE and not JOINS.search(cell.wanted.phrase)]
    if not near_ones or any(cell not in near_ones and not _as_near(cell, near_ones) for cell in cells):
        return None
    cell = near_ones[0]
    if cell.near is None or cell.found.best is None or cell.found.likeness is None or cell.item is None:
        return None
    if any(_may_say(each, item) for each in cells for item in shown):
        return None
    # 优良天气有多少天: what is found is of another unit, and a sentence that is shown has one of the unit asked for.
    if cell.found.outcome is Outcome.OTHER_FACET and any(
        part.dimensions and told_in(part, item.text) for part in plan.ask.parts for item in shown
    ):
        return None
    near = cell.found.best
    given = (
        f"{period_label(near.statement)}{BASES[near.statement.basis]}：{told_shortly(near.statement, near.sentence)}"
    )
    return NotStated(f"{_asked(cell)}，只给出{given}[{cell.item.number}]。", cell.item)


def _as_near(cell: Cell, others: Sequence[Cell]) -> bool:
    """Whether another figure is asked for of a thing that is surely spoken of, and there is none: 进出口总值是多少、涨了几个点."""
    things = {word.text for word in cell.wanted.nouns}
    same = any(
        things and cell.place == other.place and things == {word.text for word in other.wanted.nouns}
        for other in others
    )
    return cell.found.outcome is Outcome.ABSENT and same


def _may_say(cell: Cell, item: Numbered) -> bool:
    """Whether a sentence gives a figure of the years, kind and basis asked for that may be of what is asked."""
    for statement in _stated_in(cell, item):
        if fits_all(cell.wanted, cell.when, statement):
            like = likeness(cell.wanted, statement, statement.indicator)
            if any(word.modifies and word.text in like.missing for word in cell.wanted.words):
                # 高铁运营总里程 says nothing of 地铁运营总里程.
                continue
            if (like.score >= _MAYBE or like.deeds) and like.further < 1:
                return True
    return False


def unmeasured(plan: Plan, cells: Sequence[Cell], shown: Sequence[Numbered]) -> NotStated | None:
    """Not stated, because no sentence that would be shown has a figure of a kind that anything asked needs: an
    amount where only its growth is told, what came in where only the whole is."""
    asks = plan.ask.parts
    if plan.kind is not Kind.FACT or not all(ask.dimensions for ask in asks) or not shown:
        return None
    only = cells[0] if cells and len(asks) == 1 else None
    if any(_tells(only, ask, item) for ask in asks for item in shown):
        return None
    return NotStated("报告没有给出所问的数，最接近的说法如下。", shown[0])


def _tells(cell: Cell | None, part: Part, item: Numbered) -> bool:
    """Whether a sentence has a figure of the kind asked for, said of all that tells the kind of thing (高铁里程 is none of
    地铁), and of the years and basis asked for where it is known of which it is."""
    if cell is None:
        return told_in(part, item.text)
    around = f"{item.text}{''.join(item.hit.passage.section)}".lower()
    if not all(says(word, around) for word in cell.wanted.words if word.modifies):
        return False
    of_kind = [statement for statement in _stated_in(cell, item) if answered_by(part, statement.figure)]
    if not of_kind:
        return told_in(part, item.text)
    fitting = [statement for statement in of_kind if fits_all(cell.wanted, cell.when, statement)]
    return any(not part.words or part.words & pairs(statement.indicator) for statement in fitting)


def _stated_in(cell: Cell, item: Numbered) -> list[Statement]:
    sentence = item.sentence
    return [told.statement for told in cell.told.within(item.hit.passage.report_id, sentence.start, sentence.end)]


def absent(plan: Plan, cells: Sequence[Cell], shown: Sequence[Numbered], store: Store) -> NotStated | None:
    """Not stated, because no sentence that would be shown says what kind of thing is asked about (葡萄 of 葡萄出口), or no
    report asked about has a word of it anywhere."""
    if plan.kind not in _OF_FIGURES or not shown or not cells:
        return None
    text = "".join(f"{item.text}{''.join(item.hit.passage.section)}" for item in shown).lower()
    things = {cell.wanted.phrase: cell.wanted for cell in cells if cell.wanted.nouns}
    by_phrase = {phrase: _unsaid(plan, wanted.words, text, store) for phrase, wanted in things.items()}
    if not by_phrase or not all(by_phrase.values()):
        # One part of the question may be told though another is not.
        return None
    unsaid = [word for words in by_phrase.values() for word in words]
    if not unsaid:
        return None
    names = "、".join(dict.fromkeys(f"“{word.text}”" for word in unsaid))
    return NotStated(f"{_asked(cells[0])}，没有提到{names}。", shown[0])


def _unsaid(plan: Plan, words: Sequence[Word], text: str, store: Store) -> list[Word]:
    """The words without which ``text`` is about something else."""
    places = "".join((*plan.places, *plan.missing_places))
    # Of a question in another language only what the dictionary knows can stand in a report.
    foreign = plan.ask.foreign
    known = [word for word in words if word.meanings or not (foreign and word.text.isascii())]
    measured = find_figures(text)
    asked = [
        word
        for word in known
        if word.text not in places
        and not says(word, text)
        and not any(names_unit(word.text, figure) for figure in measured)
    ]
    return [word for word in asked if _missed(word, text) or (_names(word) and not _told_of(plan, word, store))]


def _missed(word: Word, text: str) -> bool:
    return _decides(word) or _is_measure(word, text) or not tells_measure(word.text, text)


def strange(plan: Plan, cells: Sequence[Cell], store: Store) -> bool:
    """Whether a word of what is asked is in no report asked about, so that no figure can be of it: 婚庆|营业收入."""
    places = "".join((*plan.places, *plan.missing_places))
    doubtful: set[Word] = set()
    for cell in cells:
        best = cell.found.best
        # The name of a statement has what earlier clauses say: 农村居民 of 城乡居民人均可支配收入分别达到.
        sentence = f"{best.sentence}{best.statement.indicator}".lower() if best else ""
        named = (word for word in cell.wanted.words if _names(word) and word.text not in places)
        doubtful.update(word for word in named if word not in doubtful and not says(word, sentence))
    return any(not _told_of(plan, word, store) for word in doubtful)


def _names(word: Word) -> bool:
    """Whether the word tells the kind of a thing: a thing itself may be told in other words (厕所: 户厕)."""
    return word.leads or word.modifies or word.owner


def _told_of(plan: Plan, word: Word, store: Store) -> bool:
    """Whether some report asked about has the word, or what the dictionary knows it for, anywhere in its text."""
    reports = {report_id for scope in plan.scopes for report_id in scope.report_ids}
    texts = (report.text.lower() for report in map(store.report, reports) if report is not None)
    return any(name in text for text in texts for name in (word.text, *map(str.lower, word.meanings)))


def _decides(word: Word) -> bool:
    """Whether a sentence without the word is about something else: what kind of thing, or what became of it (生产, 销售)."""
    return word.modifies or word.text in EXCLUSIVE


def _is_measure(word: Word, text: str) -> bool:
    """Whether the word is the whole name of an indicator whose measure (进出口|总额) ``text`` does not have."""
    whole = any(span == (0, len(word.text)) for span, _ in named_spans(word.text))
    measure = MEASURE.search(word.text)
    return whole and measure is not None and measure[0] not in text


def says(word: Word, text: str) -> bool:
    """Whether ``text`` has the word, written out or mistyped, or another name of it as that stands."""
    named = said(word.text, text) or any(meaning.lower() in text for meaning in word.meanings)
    return named or (not word.known and sounds(word.text, text))


def _asked(cell: Cell) -> str:
    """张家口市的报告里没有2023年葡萄出口的增幅."""
    place = cell.place or (cell.near.place if cell.near else None)
    years = years_label(cell.when.years)
    facet = _FACETS.get(cell.wanted.facet, "") if cell.wanted.facet else ""
    basis = BASES[cell.when.basis] if cell.when.basis else ""
    what = "、".join(indicator.names[0] for indicator in cell.wanted.indicators[:1]) or "这一项"
    return f"{f'{place}的' if place else ''}报告没有给出{years}{what}{basis}{f'的{facet}' if facet else ''}"
