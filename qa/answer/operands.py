"""The figures that a reckoning is made of: found among all that the reports of one place state, each with its name, year and
sentence, or not at all. Those told in one breath go before those of different sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

from qa.figures import Figure, Hedge, comparable, same_value
from qa.figures.units import COUNT, POINTS, SHARE
from qa.question.wanted import Wanted, Word, wanted_of
from qa.records import Basis, Facet, How, Statement
from qa.statements.lookup import Told
from qa.statements.match import likeness, stands
from qa.wording.framing import FRAMING
from qa.wording.operands import TOGETHER, plainly, share_of
from qa.words import Words

MOMENTS = frozenset({How.YEAR, How.END})
#: What several years had together may be set beside the same of the same years.
_LASTING = frozenset({*MOMENTS, How.TOTAL})
_AMOUNTS = frozenset({Facet.LEVEL, Facet.NEW, Facet.SHARE})
#: A name that says this much of what is asked may be it; the share of a name that nobody asked for.
LEAST, _MOST_FURTHER = 0.6, 0.5
_FURTHER, _LISTED, TOLD_TOGETHER, _LATE, _BEGUN, _SPAN, _MARK = 0.4, 0.1, 0.6, 0.01, 0.02, 0.06, 0.02
#: Shorter than this a text without a noun names nothing.
_A_NAME = 4
#: Of each operand so many are tried against those of the others.
TRIED = 12


@dataclass(frozen=True, slots=True)
class Pool:
    """All that may be an operand: the statements of one place, the years and the basis asked for (empty, None: any).
    ``given``: the figures that the question is asked with; ``named``: by what it names places within that place,
    which is then told as ``home``; ``percent``: only growth and shares, which points may lie between."""

    told: tuple[Told, ...]
    years: tuple[int, ...]
    basis: Basis | None
    words: Words
    given: tuple[Figure, ...] = ()
    named: tuple[str, ...] = ()
    home: str | None = None
    percent: bool = False

    def wanted(self, phrase: str, least: int = _A_NAME) -> Wanted:
        """What ``phrase`` names; without a noun it is a name itself where it is no shorter than ``least``."""
        wanted = replace(wanted_of(plainly(phrase), self.words), facet=None, dimensions=())
        name = plainly(phrase).strip("的? ")
        known = wanted.words or wanted.indicators or any(each in phrase for each in self.named)
        # 全国首店: a name of which the word cutter knows no noun.
        return (
            wanted
            if known or len(name) < least or name in FRAMING
            else replace(wanted, words=(Word(name, True, False),))
        )

    def fits(self, statement: Statement) -> bool:
        """Of a moment, told as asked: results and what they are compared with where no target is asked for."""
        return self._amount_of(statement, MOMENTS)

    def fits_beside(self, statement: Statement) -> bool:
        """The same, or of several years together: what is set beside it is of the same years."""
        return self._amount_of(statement, _LASTING)

    def _amount_of(self, statement: Statement, how: frozenset[How]) -> bool:
        if statement.period.how not in how or statement.upper is not None:
            return False
        if self.percent:
            return statement.figure.measure.dimension == SHARE and self._of_time(statement)
        return statement.facet in _AMOUNTS and self._of_time(statement)

    def _of_time(self, statement: Statement) -> bool:
        return self.based(statement) and (not self.years or statement.period.last in self.years)

    def of_place(self, phrase: str, statement: Statement) -> bool:
        """Whether a statement is of the place within that ``phrase`` names; where it names none, of the place itself."""
        asked = [name for name in self.named if name in phrase]
        if asked:
            return statement.place in asked or any(name in statement.indicator for name in asked)
        return not self.named or statement.place == self.home

    def gives(self, told: Told) -> bool:
        """Whether the question is asked with this very figure, and so means it."""
        return any(same_value(figure, told.statement.figure) for figure in self.given)

    def based(self, statement: Statement) -> bool:
        if self.basis is Basis.TARGET:
            return statement.basis is Basis.TARGET
        return statement.basis in (Basis.RESULT, Basis.BASE)


@dataclass(frozen=True, slots=True)
class Likely:
    told: Told
    worth: float
    further: float

    @property
    def statement(self) -> Statement:
        return self.told.statement

    @property
    def narrow(self) -> bool:
        return self.further > _MOST_FURTHER


@dataclass(frozen=True, slots=True)
class Ends:
    """One thing where it began and where it led."""

    first: Told
    last: Told

    @property
    def years(self) -> int:
        """From the one to the other; 0 where the report does not tell."""
        first, last = self.first.statement.period.last, self.last.statement.period.last
        return last - first if first and last else 0


def likely(pool: Pool, wanted: Wanted, fits: Callable[[Statement], bool], least: float = LEAST) -> list[Likely]:
    """The statements that may be of what is ``wanted``, the likeliest first; ``least`` of it their names must say."""
    found = []
    for told in pool.told:
        if not fits(told.statement) or not pool.of_place(wanted.phrase, told.statement):
            continue
        like = likeness(wanted, told.statement, told.sentence)
        if like.missing or like.score < least:
            continue
        late = _LATE * ((told.statement.period.last or 1900) - 1900)
        worth = like.score - _FURTHER * min(1.0, like.further) + _LISTED * like.listed + late
        worth -= _BEGUN if told.statement.basis is Basis.BASE else 0.0
        worth -= _SPAN if told.statement.period.how is How.TOTAL else 0.0
        # 首次突破2万元、达到20793元: the figure, and not the mark that it passed.
        worth -= _MARK if told.statement.hedge is Hedge.OVER else 0.0
        found.append(Likely(told, worth, like.further))
    return sorted(found, key=lambda item: -item.worth)


def one(pool: Pool, phrase: str, fits: Callable[[Statement], bool] | None = None) -> Told | None:
    """The amount that ``phrase`` names."""
    found = [item for item in likely(pool, pool.wanted(phrase), fits or pool.fits) if not item.narrow]
    return found[0].told if found else None


def several(pool: Pool, phrases: Sequence[str], least: float = LEAST) -> tuple[Told, ...]:
    """The amounts that ``phrases`` name, in one unit and of the same years; empty unless all are stated."""
    each = [likely(pool, pool.wanted(phrase), pool.fits_beside, least) for phrase in phrases]
    asked = "".join(phrases)
    best: tuple[float, tuple[Told, ...]] | None = None
    for chosen in (*_of_one_sentence(each), *product(*(some[:TRIED] for some in each[:3]))):
        if len(chosen) < len(phrases) or not set_together(chosen, asked):
            continue
        worth = sum(item.worth for item in chosen) + (TOLD_TOGETHER if one_sentence(chosen) else 0.0)
        if best is None or worth > best[0]:
            best = worth, tuple(item.told for item in chosen)
    return best[1] if best else ()


def _of_one_sentence(each: Sequence[Sequence[Likely]]) -> Iterator[tuple[Likely, ...]]:
    """Those that one sentence tells of all that is asked."""
    sentences = dict.fromkeys(place_of(item.statement) for item in each[0])
    for sentence in sentences:
        there = [[item for item in some if place_of(item.statement) == sentence][:TRIED] for some in each]
        yield from product(*there) if len(each) <= 3 else [tuple(some[0] for some in there if some)]


def place_of(statement: Statement) -> tuple[str, int]:
    return statement.report_id, statement.sentence_start


def set_together(items: Sequence[Likely], asked: str) -> bool:
    first, *others = (item.statement for item in items)
    if len({item.told for item in items}) < len(items):
        return False
    alike = all(
        comparable(first.figure, other.figure, counters=True)
        and _of_same_years(first, other)
        and not (first.facet is Facet.NEW and stands(other))
        and not (other.facet is Facet.NEW and stands(first))
        for other in others
    )
    return alike and (siblings(items, asked) or not any(item.narrow for item in items))


def siblings(items: Sequence[Likely], asked: str) -> bool:
    """Whether what nobody asked for is said of all in one sentence: 银行机构本外币|存款, 银行机构本外币|贷款."""
    unsaid = {frozenset(char for char in item.statement.indicator if char not in asked) for item in items}
    return one_sentence(items) and len(unsaid) == 1


def _of_same_years(a: Statement, b: Statement) -> bool:
    """Of one moment, or both of the same years together."""
    together = How.TOTAL in (a.period.how, b.period.how)
    return a.period.last == b.period.last and (
        not together or (a.period.first, a.period.how) == (b.period.first, b.period.how)
    )


def one_sentence(items: Sequence[Likely]) -> bool:
    return len({place_of(item.statement) for item in items}) == 1


def ends(pool: Pool, phrase: str, dimensions: Sequence[str] = ()) -> Ends | None:
    """Where one thing began and where it led: told in one breath (从1.38亿件增加到5.66亿件), else by the reports of the two
    years asked for."""
    wanted = pool.wanted(phrase)
    inside = replace(pool, years=())
    lasts = [
        item
        for item in likely(pool, wanted, inside.fits)
        if not item.narrow and item.statement.basis is not Basis.BASE and of_dimension(item.statement, dimensions)
    ]
    for item in lasts:
        if not _ends_as_asked(pool.years, item.statement):
            continue
        base = _base_of(pool, item.told)
        if base is not None and _begins_as_asked(pool.years, base.statement):
            return Ends(base, item.told)
    return _of_two_years(pool, wanted, dimensions)


def of_dimension(statement: Statement, dimensions: Sequence[str]) -> bool:
    stated = statement.figure.measure.dimension
    known = {SHARE if dimension == POINTS else dimension for dimension in dimensions}
    return not known or stated in known or (COUNT in known and stated in ("", "人次"))


def _ends_as_asked(years: Sequence[int], statement: Statement) -> bool:
    return not years or statement.period.last == years[-1]


def _begins_as_asked(years: Sequence[int], statement: Statement) -> bool:
    """The first year asked for, or the one before it: what is gained in 2021—2025 is gained since 2020."""
    return not years or statement.period.last in (years[0], years[0] - 1)


def _base_of(pool: Pool, last: Told) -> Told | None:
    mine = last.statement
    for told in pool.told:
        s = told.statement
        same = s.report_id == mine.report_id and s.group == mine.group and s.indicator == mine.indicator
        if same and s.basis is Basis.BASE and comparable(s.figure, mine.figure, counters=True):
            return told
    near = (told for told in pool.told if _same_thing(told.statement, mine))
    return next((told for told in near if told.statement.basis is Basis.BASE), None)


def _same_thing(a: Statement, b: Statement) -> bool:
    """Told of one thing in one sentence: 城镇… and 农村… from 46503元和16935元."""
    one = a.report_id == b.report_id and a.sentence_start == b.sentence_start and a.indicator == b.indicator
    return one and comparable(a.figure, b.figure, counters=True)


def _of_two_years(pool: Pool, wanted: Wanted, dimensions: Sequence[str]) -> Ends | None:
    if len(pool.years) < 2:
        return None
    found = []
    for year in (pool.years[0], pool.years[-1]):
        at = replace(pool, years=(year,))
        hoped = replace(at, basis=Basis.TARGET)
        found_there = (*likely(pool, wanted, at.fits), *likely(pool, wanted, hoped.fits))
        fitting = [item for item in found_there if not item.narrow and of_dimension(item.statement, dimensions)]
        if not fitting:
            return None
        found.append(fitting[0].told)
    first, last = found
    alike = comparable(first.statement.figure, last.statement.figure, counters=True)
    return (
        Ends(first, last)
        if alike and (first.statement.facet is Facet.NEW) == (last.statement.facet is Facet.NEW)
        else None
    )


def averaged(pool: Pool, phrase: str) -> bool:
    """Whether the reports state what came of it each year by themselves."""

    def fits(statement: Statement) -> bool:
        period = statement.period
        asked = len(pool.years) < 2 or (period.first, period.last) in _spans(pool.years)
        return period.how is How.AVERAGE and pool.based(statement) and asked

    return one(pool, phrase, fits) is not None


def _spans(years: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """What the growth from the first to the last of ``years`` may be told as: from the year after the first, too."""
    return (years[0], years[-1]), (years[0] + 1, years[-1])


def shared(pool: Pool, part: str, whole: str) -> bool:
    """Whether the reports state by themselves what share of ``whole`` ``part`` is."""

    def fits(statement: Statement) -> bool:
        asked = not pool.years or statement.period.last in pool.years
        return statement.facet is Facet.SHARE and pool.based(statement) and asked

    found = one(pool, part, fits)
    return found is not None and bool(likely(pool, pool.wanted(whole), lambda statement: statement == found.statement))


def total(pool: Pool, phrase: str) -> Told | None:
    """What several years had together."""

    def fits(statement: Statement) -> bool:
        period = statement.period
        several = period.how is How.TOTAL and period.first and period.last and period.first < period.last
        asked = len(pool.years) < 2 or (period.first, period.last) == (pool.years[0], pool.years[-1])
        return bool(several) and asked and pool.based(statement) and statement.facet in _AMOUNTS

    return one(pool, f"{phrase}{TOGETHER}", fits)


def share_of_whole(pool: Pool, phrase: str) -> tuple[Told, str, str] | None:
    """The share that ``phrase`` is of a whole, with the names of part and whole as the report has them."""
    named: dict[Told, tuple[Told, str, str]] = {}
    for told in pool.told:
        statement = told.statement
        parts = share_of(statement.indicator) if statement.facet is Facet.SHARE else None
        if parts is not None:
            own = replace(told, statement=replace(statement, indicator=parts[0]))
            named[own] = told, *parts

    def fits(statement: Statement) -> bool:
        return pool.based(statement) and (not pool.years or statement.period.last in pool.years)

    # 研发花了多少: the name of a share says more than what is asked, 研发经费支出.
    found = [i for i in likely(replace(pool, told=tuple(named)), pool.wanted(phrase), fits) if i.further < 1]
    return named[found[0].told] if found else None
