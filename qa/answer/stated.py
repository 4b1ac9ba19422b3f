"""What the statements of the store say to each search of a plan: the cells of every answer that turns on a figure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial

from qa.answer.clauses import widened
from qa.answer.evidence import Numbered, with_number
from qa.answer.moments import exact, moments, of_several
from qa.answer.pieces import stating
from qa.answer.shelf import Held, Shelf, together
from qa.answer.siblings import sibling
from qa.deadline import NEVER, Deadline
from qa.index.store import Store
from qa.question.ask import COMPARED
from qa.question.parts import growth_of, own_words
from qa.question.wanted import Wanted, shared_by, wanted_of
from qa.records import Facet, Hit, Kind, Plan, Scores, Shared, Statement
from qa.statements.lookup import Found, Told, When
from qa.statements.match import MOVES, Outcome
from qa.wording.asking import asks_pace, asks_quantity, unmeasured
from qa.wording.framing import FRAMING
from qa.wording.joining import JOINS, split_names
from qa.words import Words

#: Units that the rows of one comparison are tried in.
_MOST_UNITS = 3
#: Years that a change lies between.
_TWO = 2
#: Words of these kinds name a thing.
_NAMING = ("n", "vn", "b", "l", "x", "i")


@dataclass(frozen=True, slots=True)
class Cell:
    """What the reports state of one search of the plan; ``item`` is the sentence to cite, None when nothing is near."""

    scope: int
    place: str | None
    wanted: Wanted
    when: When
    found: Found
    item: Numbered | None
    told: Held

    @property
    def statement(self) -> Statement | None:
        """The exact one; None when there is only something near."""
        exact = self.found.outcome is Outcome.EXACT and self.found.best is not None
        return self.found.best.statement if exact and self.found.best else None

    @property
    def near(self) -> Statement | None:
        return self.found.best.statement if self.found.best else None

    @property
    def mark(self) -> str:
        return f"[{self.item.number}]" if self.item else ""


@dataclass(frozen=True, slots=True)
class _Search:
    """One thing to look up: for which search of the plan, what, when, in which statements."""

    scope: int
    wanted: Wanted
    when: When
    told: Held
    known: Found | None = None

    def look_up(self) -> Found:
        return self.known or self.told.look_up(self.wanted, self.when)


def cells_of(
    plan: Plan,
    shelf: Shelf,
    store: Store,
    words: Words,
    allowed: Collection[str] = (),
    deadline: Deadline = NEVER,
) -> tuple[Cell, ...]:
    """One cell for everything that each search of ``plan`` asks for, numbered for citation; linear in the statements of
    the places asked about.

    ``allowed`` are the reports that the caller limits the answer to; empty: all. What ``deadline`` leaves no time for has
    the outcome UNSEEN.
    """
    each = all_wanted(plan, words)
    searches = _change_between(plan, each, shelf, allowed) or tuple(
        search for number, wanted in enumerate(each) for search in _searches(plan, number, wanted, shelf, allowed)
    )
    # What all rows of a comparison need is read at once, and then at hand.
    shelf.read(together(search.told.likely(search.wanted) for search in searches))
    found: list[tuple[_Search, Found]] = []
    for search in searches:
        if deadline.passed and found:
            found.append((search, Found(Outcome.UNSEEN)))
        else:
            found += _one_by_one(search, search.look_up(), words)
    found = found if deadline.passed else _each_its_own(plan, _settled(found))
    best = [told.best.statement for _, told in found if told.best]
    shelf.read(together(shelf.within(each.report_id, each.sentence_start, each.sentence_end) for each in best))
    numbers: dict[tuple[str, int], int] = {}
    alone = len({scope.query for scope in plan.scopes}) > 1
    led_to = Counter(_place(told.best) for _, told in found if told.best and exact(told))
    cells = tuple(_cell(plan, search, told, store, numbers, alone) for search, told in found)
    return tuple(
        _whole(cell) if cell.statement and alone and cell.found.best and led_to[_place(cell.found.best)] > 1 else cell
        for cell in cells
    )


def _whole(cell: Cell) -> Cell:
    """``cell`` with all of its sentence: two parts of a question that lead to one figure are not told apart."""
    return replace(cell, item=replace(cell.item, parts=()) if cell.item else None)


def _change_between(plan: Plan, each: Sequence[Wanted], shelf: Shelf, allowed: Collection[str]) -> tuple[_Search, ...]:
    """What a report itself tells of the change from one year to another, of which it does not give both levels
    (2025年比2020年下降多少, of 五年累计下降27.4%), else the levels that it gives: the growth of the last year is none."""
    years = sorted({*plan.missing_years, *(year for scope in plan.scopes for year in scope.data_years)})
    one = len({(scope.place, scope.query) for scope in plan.scopes}) == 1 and len(plan.ask.parts) < _TWO
    if any(asks_pace(scope.query) for scope in plan.scopes):
        # GDP增速差几个百分点: of two paces, and of no levels.
        return ()
    if not (plan.ask.change and one and len(years) == _TWO and years[1] - years[0] > 1):
        return ()
    number = max(range(len(plan.scopes)), key=lambda i: plan.scopes[i].data_years)
    told, (first, last) = shelf.asked(plan.scopes[number], allowed), years
    level = replace(each[number], facet=Facet.LEVEL)
    levels = [_Search(i, level, When(scope.data_years), told) for i, scope in enumerate(plan.scopes)]
    if len(levels) == _TWO and all(exact(told.look_up(level, search.when)) for search in levels):
        return ()
    when, grown = When(tuple(range(first + 1, last + 1))), replace(each[number], facet=Facet.RISE)
    return (_Search(number, grown, when, told),) if of_several(told.look_up(grown, when)) else tuple(levels)


def _searches(plan: Plan, number: int, wanted: Wanted, shelf: Shelf, allowed: Collection[str]) -> Iterator[_Search]:
    """Every moment that a search of the plan asks of."""
    scope = plan.scopes[number]
    told = shelf.asked(scope, scope.report_ids if plan.report_years else allowed)
    for moment in moments(plan, scope, wanted, told):
        yield _Search(number, moment.wanted, moment.when, told, moment.found)


def all_wanted(plan: Plan, words: Words) -> list[Wanted]:
    """What each search of ``plan`` is for; the rows of a comparison ask for the same, in other places."""
    once = cache(partial(_wanted_of, plan, words))
    return [
        once(scope.subject, scope.query, number > 0 and scope.place == plan.scopes[0].place)
        for number, scope in enumerate(plan.scopes)
    ]


def _wanted_of(plan: Plan, words: Words, subject: str, query: str, follows: bool) -> Wanted:
    """What a search is for; a part that ``follows`` the first and names no thing of its own asks about the same."""
    first = plan.scopes[0]
    apart = plan.kind is Kind.FACT and first.query != plan.scopes[-1].query and asks_quantity(query)
    # What another part asks is no word on this one: 收入多少，涨了百分之几.
    wanted = wanted_of(subject or query, words, shared_by(query) if apart else _shared(plan, subject))
    if not apart or not follows or wanted.indicators or _names(query, words):
        return wanted
    return wanted_of(f"{query} {unmeasured(first.query)}", words, shared_by(query))


def _shared(plan: Plan, subject: str) -> Shared:
    """What the question says for all; growth is said of an amount only where it has no search of its own (产量和增速)."""
    shared = plan.ask.shared
    grown = [each.subject for each in plan.scopes if each.subject and each.subject.endswith(growth_of(""))]
    if not subject or not grown or subject in grown:
        return shared
    return replace(shared, growth=False, level=shared.level or growth_of(subject) in grown)


def _names(query: str, words: Words) -> bool:
    """Whether ``query`` names a thing, be it one that the word cutter does not know (算|力)."""
    tagged = words.tagged(query, guess=False)
    return any(text.isalnum() and flag.startswith(_NAMING) and text not in FRAMING for text, flag in tagged)


def _one_by_one(search: _Search, found: Found, words: Words) -> list[tuple[_Search, Found]]:
    """游客人数和旅游收入: where no figure is of both, each is looked up by itself."""
    for count in (2, 3) if JOINS.search(search.wanted.phrase) else ():
        names = split_names(search.wanted.phrase.strip(), count)
        parts = [wanted_of(name, words, shared_by(search.wanted.phrase)) for name in names]
        if parts and all(part.nouns for part in parts) and not any(map(asks_pace, names)):
            each = [replace(search, wanted=part) for part in parts]
            told = [(one, one.told.look_up(one.wanted, one.when)) for one in each]
            places = {_place(result.best) for _, result in told if exact(result) and result.best}
            if all(exact(result) for _, result in told):
                # 张家口造林和承德造林: the names of one thing are one search.
                return told if len(places) == len(told) else told[:1]
    return [(search, found)]


def _settled(found: list[tuple[_Search, Found]]) -> list[tuple[_Search, Found]]:
    """All rows of one thing asked in one year, kind and unit; 收入 and 人次 are two things."""
    by_phrase: dict[str, list[int]] = {}
    for number, (search, _) in enumerate(found):
        by_phrase.setdefault(search.wanted.phrase, []).append(number)
    settled = list(found)
    for numbers in by_phrase.values():
        rows = _of_one_flow(_of_one_kind(_of_one_time([found[number] for number in numbers])))
        for number, row in zip(numbers, rows, strict=True):
            settled[number] = row
    return settled


def _each_its_own(plan: Plan, found: list[tuple[_Search, Found]]) -> list[tuple[_Search, Found]]:
    """What answers one part of a question answers no other; another figure of its sentence may."""
    taken: set[tuple[str, int]] = set()
    each: list[tuple[_Search, Found]] = []
    for search, told in found:
        words = own_words(plan.scopes[search.scope].query)
        best = told.best if exact(told) else None
        if best is not None:
            if words and _place(best) in taken:
                best = sibling(words, search.when, best.statement, search.told.beside(best.statement)) or best
                told = replace(told, best=best)
            taken.add(_place(best))
        each.append((search, told))
    return each


def _place(told: Told) -> tuple[str, int]:
    return told.statement.report_id, told.statement.start


def _of_one_time(found: list[tuple[_Search, Found]]) -> list[tuple[_Search, Found]]:
    """Where no year is named, all places take the year and basis that most of them have: results beside results."""
    free = [told.best.statement for search, told in found if not search.when.years and told.best and exact(told)]
    if len({statement.place for statement in free}) < 2:
        return found
    last, basis = Counter((statement.period.last, statement.basis) for statement in free).most_common(1)[0][0]
    if last is None:
        return found
    again: list[tuple[_Search, Found]] = []
    for search, told in found:
        best = told.best.statement if told.best else None
        if search.when.years or best is None or (best.period.last, best.basis) == (last, basis):
            again.append((search, told))
        else:
            dated = replace(search, when=When((last,), basis))
            again.append((dated, dated.told.look_up(dated.wanted, dated.when)))
    return again


def _of_one_kind(found: list[tuple[_Search, Found]]) -> list[tuple[_Search, Found]]:
    """Where it is left open whether level or growth is meant, all rows take what most of them have."""
    kinds = {told.best.statement.facet in MOVES for search, told in found if search.wanted.facet is None and told.best}
    if len(found) < 2 or (len(kinds) < 2 and all(exact(told) for _, told in found)):
        return _of_one_unit(found)
    tries = [found] + [[_as(facet, search, told) for search, told in found] for facet in (Facet.LEVEL, Facet.RISE)]
    return _of_one_unit(max(tries, key=_exact_of_one_kind))


def _of_one_flow(found: list[tuple[_Search, Found]]) -> list[tuple[_Search, Found]]:
    """Where one row has what came in (新增公园100座) and another all there is, both have what came in, if both can."""
    facets = {told.best.statement.facet for _, told in found if told.best and exact(told)}
    if not {Facet.NEW, Facet.LEVEL} <= facets:
        return found
    again = [(replace(search, wanted=replace(search.wanted, new=True)), told) for search, told in found]
    told_new = [(search, search.told.look_up(search.wanted, search.when)) for search, _ in again]
    alike = all(
        new.best is not None and exact(new) and new.best.statement.facet is Facet.NEW
        for (_, new), (_, told) in zip(told_new, found, strict=True)
        if exact(told)
    )
    return told_new if alike else found


def _of_one_unit(found: list[tuple[_Search, Found]]) -> list[tuple[_Search, Found]]:
    """All rows in the unit that most can be told in: 113.6万亩 beside 10万亩 and no share of 28%, and 1148亿元人民币, as
    which 160.6亿美元 is told, too, beside 1126.6亿元."""
    units = Counter(told.best.statement.figure.measure.dimension for _, told in found if told.best and exact(told))
    if len(units) < 2:
        return found
    tries = [_in_unit(unit, found) for unit, _ in units.most_common(_MOST_UNITS)]
    return max(tries, key=_most_of_one_unit)


def _in_unit(unit: str, found: list[tuple[_Search, Found]]) -> list[tuple[_Search, Found]]:
    again: list[tuple[_Search, Found]] = []
    for search, told in found:
        if told.best and exact(told) and told.best.statement.figure.measure.dimension == unit:
            again.append((search, told))
            continue
        other = replace(search, wanted=replace(search.wanted, dimensions=(unit,)))
        better = other.told.look_up(other.wanted, other.when)
        again.append((other, better) if exact(better) else (search, told))
    return again


def _most_of_one_unit(found: list[tuple[_Search, Found]]) -> int:
    units = Counter(told.best.statement.figure.measure.dimension for _, told in found if told.best and exact(told))
    return max(units.values(), default=0)


def _as(facet: Facet, search: _Search, told: Found) -> tuple[_Search, Found]:
    if search.wanted.facet is not None:
        return search, told
    other = replace(search, wanted=replace(search.wanted, facet=facet))
    return other, other.told.look_up(other.wanted, other.when)


def _exact_of_one_kind(found: list[tuple[_Search, Found]]) -> int:
    """How many rows have their figure, of one kind: all growth or all level."""
    moves = [told.best.statement.facet in MOVES for _, told in found if told.outcome is Outcome.EXACT and told.best]
    return max(sum(moves), len(moves) - sum(moves))


def _cell(
    plan: Plan, search: _Search, found: Found, store: Store, numbers: dict[tuple[str, int], int], alone: bool
) -> Cell:
    item = None
    if found.best is not None:
        best = found.best.statement
        item = numbered(best, store, 0, search.scope, search.told.beside(best), _of_end_alone(plan))
        if item is not None:
            several = plan.kind not in COMPARED and plan.ask.several
            item = with_number(item, numbers)
            # 各是多少，哪边更高: the row is told, and how it compares no sentence tells.
            row = plan.kind is Kind.COMPARE and len(plan.places) > 1 and found.outcome is Outcome.EXACT
            item = item if row else widened(plan, item, several, alone)
    return Cell(search.scope, plan.scopes[search.scope].place, search.wanted, search.when, found, item, search.told)


def _of_end_alone(plan: Plan) -> bool:
    """Whether where a change led is asked for, and not where it began."""
    return not plan.ask.change and (len(plan.places) > 1 or len(plan.ask.parts) < 2)


def numbered(
    statement: Statement, store: Store, number: int, scope: int, told: Iterable[Told] = (), ends: bool = False
) -> Numbered | None:
    """The sentence of a statement as evidence, what says it to be shown; None when no passage holds it (a heading).
    ``told`` are the statements around it; ``ends``: where a change led is asked for, and not where it began."""
    passage = store.passage_at(statement.report_id, statement.start)
    for sentence in passage.sentences if passage else ():
        if passage and sentence.start <= statement.start < sentence.end:
            item = Numbered(number, Hit(passage, Scores(1.0), ((sentence, 1.0),), scope), sentence, 1.0)
            whole = passage.sentence_text(sentence)
            offset = sentence.start + len(whole) - len(whole.lstrip())
            beside = [each.statement for each in told if _of_sentence(each.statement, statement)]
            return replace(item, parts=stating(statement, beside, item.text, offset, ends))
    return None


def _of_sentence(one: Statement, other: Statement) -> bool:
    return (one.report_id, one.sentence_start) == (other.report_id, other.sentence_start)
