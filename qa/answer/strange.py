"""Whether no figure found can be of what is asked: it names what no report asked about knows (婚庆|营业收入), or the sentences
tell another measure, unit or part of it (投资额, of which only 产值 is told)."""

from __future__ import annotations

from collections.abc import Sequence

from qa.answer.evidence import Numbered
from qa.answer.says import says, words_asked
from qa.answer.stated import Cell
from qa.figures import find_figures
from qa.index.store import Store
from qa.question.ask import COMPARED
from qa.question.wanted import Wanted, Word
from qa.records import Facet, Plan
from qa.wording.framing import contrasted
from qa.wording.indicators import visible_in
from qa.wording.measures import MONEY, measure_named, told_apart

#: What is asked for in these is told in no other: 几度 may be of ℃, 几天 of 工作日.
_CLEAR = frozenset({"长度", "面积", "质量", "箱量", "架次", *MONEY})


def strange(plan: Plan, cells: Sequence[Cell], store: Store) -> bool:
    """Whether a word that tells the kind of what is asked, or whose it is, is in no report asked about."""
    doubtful: set[Word] = set()
    for cell in cells:
        best = cell.found.best
        # The name of a statement has what earlier clauses say: 农村居民 of 城乡居民人均可支配收入分别达到.
        sentence = f"{best.sentence}{best.statement.indicator}".lower() if best else ""
        doubtful.update(_unsaid(plan, cell.wanted, sentence))
    return any(not _told_of(plan, word, store) for word in doubtful)


def of_other(plan: Plan, cells: Sequence[Cell], shown: Sequence[Numbered], store: Store) -> bool:
    """Whether the figures of the sentences ``shown`` are hardly of what is asked; the rows of a comparison tell so themselves."""
    otherwise = plan.kind not in COMPARED and measured_otherwise(cells, shown)
    return otherwise or unheard_of(plan, cells, shown, store)


def unheard_of(plan: Plan, cells: Sequence[Cell], shown: Sequence[Numbered], store: Store) -> bool:
    """Whether every thing asked about has such a word, which the sentences ``shown`` do not say either."""
    wanted = {cell.wanted.phrase: cell.wanted for cell in cells if cell.wanted.nouns}
    text = "".join(f"{item.text}{''.join(item.hit.passage.section)}" for item in shown).lower()
    return bool(wanted) and all(
        any(not _told_of(plan, word, store) for word in _unsaid(plan, each, text)) for each in wanted.values()
    )


def _unsaid(plan: Plan, wanted: Wanted, text: str) -> list[Word]:
    return [word for word in words_asked(plan, wanted) if _names(word) and not says(word, text)]


def _names(word: Word) -> bool:
    """Whether the word tells the kind of a thing: a thing itself may be told in other words (厕所: 户厕)."""
    return word.leads or word.modifies or word.owner


def _told_of(plan: Plan, word: Word, store: Store) -> bool:
    """Whether some report asked about has the word, or what the dictionary knows it for, anywhere in its text."""
    reports = {report_id for scope in plan.scopes for report_id in scope.report_ids}
    names = (word.text, *map(str.lower, word.meanings))
    # Small letters are a copy of a whole report, and few words have letters.
    lettered = any(name.lower() != name.upper() for name in names)
    texts = (report.text for report in map(store.report, reports) if report is not None)
    return any(name in (text.lower() if lettered else text) for text in texts for name in names)


def measured_otherwise(cells: Sequence[Cell], shown: Sequence[Numbered]) -> bool:
    """Whether every thing asked about is asked for by a measure that no sentence ``shown`` tells of it, in a unit that none
    of their figures has, by the name of an indicator that stands there as a part of another's alone, or by a word that what is
    told excludes (职工医保, 居民医保)."""
    wanted = {cell.wanted.phrase: cell.wanted for cell in cells if cell.wanted.nouns}
    told = [item.text for item in shown]
    return bool(wanted) and all(
        _told_otherwise(each, told)
        or _in_other_units(each, told)
        or _part_of_other(each, told)
        or all(contrasted(text, each.phrase) for text in told)
        for each in wanted.values()
    )


def _in_other_units(wanted: Wanted, shown: Sequence[str]) -> bool:
    """航班起降多少架次 where 4805万人次 is told; things are counted in many ways."""
    asked = frozenset(wanted.dimensions)
    if not asked or not asked <= _CLEAR or wanted.facet not in (None, Facet.LEVEL):
        return False
    found = {figure.measure.dimension for text in shown for figure in find_figures(text)}
    return not found & (asked | frozenset(MONEY) if asked & frozenset(MONEY) else asked)


def _part_of_other(wanted: Wanted, shown: Sequence[str]) -> bool:
    """居民人均可支配收入 where 城镇居民人均可支配收入 is told."""
    text = "".join(shown)
    named = [each for each in wanted.indicators if any(name in text for name in each.names)]
    return bool(named) and len(wanted.nouns) == 1 and not any(visible_in(each, text) for each in named)


def _told_otherwise(wanted: Wanted, shown: Sequence[str]) -> bool:
    """玉树牦牛产业投资额 where 玉树牦牛产业产值 is told, or the 投资额 of something else."""
    measure = measure_named("".join(noun.text for noun in wanted.nouns))
    things = [noun for noun in wanted.nouns if noun.text not in measure]
    of_it = [text for text in shown if not things or any(says(thing, text.lower()) for thing in things)]
    return told_apart(measure, "".join(of_it))
