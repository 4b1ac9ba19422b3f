"""What a question wants, as typed records: read once from its text by ``qa.question.ask``, imported from ``qa.records``.

Nothing behind it reads the text for it again.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from qa.figures import Figure
from qa.wording.asking_about import About
from qa.wording.counted import Group, Phrase
from qa.wording.listing import Honours
from qa.wording.mentioning import Placeholder
from qa.wording.mentioning import Sought as SoughtMention
from qa.wording.outcomes import Sought as SoughtOutcome
from qa.wording.presuming import Event


class Facet(StrEnum):
    """What of its indicator a figure is."""

    LEVEL = "level"
    RISE = "rise"
    FALL = "fall"
    SHARE = "share"
    RANK = "rank"
    NEW = "new"


class Operation(StrEnum):
    """What is to be done with the figures of several places or years."""

    HIGHEST = "highest"
    LOWEST = "lowest"
    ORDER = "order"
    COUNT = "count"
    DIFFERENCE = "difference"
    RATIO = "ratio"
    SHARE = "share"
    SUM = "sum"
    MEAN = "mean"
    GROWTH = "growth"
    BACKWARD = "backward"


@dataclass(frozen=True, slots=True)
class Threshold:
    """A bound that figures are to keep: at least ``low``, at most ``high``; ``strict``: the bound itself is out.
    Without a unit (低于30) it is in whatever the figures are told in."""

    low: Figure | None = None
    high: Figure | None = None
    strict: bool = False

    @property
    def bare(self) -> bool:
        edge = self.low or self.high
        return edge is not None and not edge.unit and not edge.scale

    def holds(self, size: Decimal) -> bool:
        """``size`` in the base of the bound's dimension, of a bare bound as it is written."""
        if self.low is not None and (size < self.low.size or (self.strict and size == self.low.size)):
            return False
        return self.high is None or size < self.high.size or (not self.strict and size == self.high.size)


class Talk(StrEnum):
    """What is said to the service and asks nothing of the reports."""

    GREETING = "greeting"
    THANKS = "thanks"
    FAREWELL = "farewell"
    ABILITY = "ability"
    WEATHER = "weather"
    OPINION = "opinion"
    OUTSIDE = "outside"
    INSTRUCTION = "instruction"

    @property
    def polite(self) -> bool:
        """Whether it is answered; the others are refused."""
        return self in _POLITE


_POLITE = frozenset({Talk.GREETING, Talk.THANKS, Talk.FAREWELL, Talk.ABILITY})


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that is asked. ``words`` are the character pairs of ``text``; ``dimensions`` and ``facet`` of the figure
    asked for, where the words tell, ``units`` begin with their measure words as they are asked for; ``figure``: whether one
    is asked for at all; ``new``: of what came in, ``whole``: of all there is."""

    text: str
    words: frozenset[str]
    dimensions: tuple[str, ...]
    facet: Facet | None
    figure: bool
    new: bool = False
    whole: bool = False
    units: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shared:
    """What a question says once for all that it asks: of growth, of an amount, of growth that is none (负增长的有哪些); and the
    dimension and the measure word of the bound that figures are to keep."""

    growth: bool = False
    level: bool = False
    below_nothing: bool = False
    dimensions: tuple[str, ...] = ()
    units: tuple[str, ...] = ()


class Form(StrEnum):
    """What figures a reckoning is made of."""

    #: An amount and the count it is shared out to.
    RATE = "rate"
    #: A count and the share of it.
    PRODUCT = "product"
    #: Two things of one moment: difference, ratio, share.
    PAIR = "pair"
    #: Several things of one moment.
    SUM = "sum"
    #: Several things of one moment, and the whole that they are parts of.
    JOINT = "joint"
    #: What is left of one thing without another that is part of it.
    REST = "rest"
    #: What several years had together, or gained, a year.
    YEARLY = "yearly"
    #: A level and its growth: the level before.
    BEFORE = "before"
    #: One thing divided by another, a total by what comes to each.
    QUOTIENT = "quotient"
    #: The level before and the growth since: the level that it leads to.
    EXPECTED = "expected"
    #: A share and the whole that it is of: the part.
    PART = "part"
    #: One thing at two moments.
    CHANGE = "change"
    #: What there is, and what is planned of it: what there would be.
    FULFILLED = "fulfilled"
    #: A part and what share it is: the whole.
    WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class Reckoning:
    """``operands`` as the question names them, a sole one being all it says; ``results`` are what is to be told of them.
    ``per``: the counter shared out to (家, 人次), ``dimensions`` those of what is. ``explicit``: nothing but a reckoning can
    answer it."""

    form: Form
    operands: tuple[str, ...]
    results: tuple[Operation, ...] = ()
    per: str = ""
    explicit: bool = False
    dimensions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reckonings:
    """The readings of a question as a reckoning, the surest first, and what is said of all of them.

    ``dimensions`` of the units asked for. ``planned``: of a target, in so many words. ``per_head``: an indicator that
    reports state per head is asked for. ``operands``: what the question says it is to be reckoned from. ``before``: so
    many years before the one that is told. ``since``: what became of it is asked for, too. ``of_year``: the whole year, of what is told by the month. ``span``: years from one to another are named.
    ``figures``: the amounts and shares that it is asked with. ``agrees``: what is reckoned is to be held against what the
    report itself states.
    """

    readings: tuple[Reckoning, ...] = ()
    dimensions: tuple[str, ...] = ()
    planned: bool = False
    per_head: bool = False
    operands: tuple[str, ...] = ()
    before: int = 0
    since: bool = False
    of_year: bool = False
    span: bool = False
    figures: tuple[Figure, ...] = ()
    agrees: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """What a question says of things to be listed.

    ``each``: of several things one by one. ``counts``: so many of them, each number with its measure word, as they are asked
    for, and ``first`` only so many from the beginning; ``sizes``: the numbers of things that it gives. ``by_name``: their names are wanted, ``register``: a list of
    names. ``named``: those it lists and asks about one by one. ``quoted``: the wording in its quotation marks. ``counted``:
    what it counts and wants named; ``group``: the people that a whole list is to be cut down to; ``aims``: the main
    targets of a year.
    """

    each: bool = False
    counts: frozenset[tuple[int, str]] = frozenset()
    first: int | None = None
    sizes: frozenset[Decimal] = frozenset()
    by_name: bool = False
    register: bool = False
    named: tuple[str, ...] = ()
    honours: Honours | None = None
    quoted: tuple[str, ...] = ()
    counted: tuple[Phrase, ...] = ()
    group: Group | None = None
    aims: bool = False


@dataclass(frozen=True, slots=True)
class Matter:
    """How a question asks of a matter rather than of a figure: how it ``differs``, its ``course``, of ``two`` places that it
    does not name, the ``gist``; ``where``: the place is sought. ``presumed``: the turns of events that it
    asks the reason of. ``onward``: what the course is to lead to is asked for, too."""

    differs: bool = False
    course: bool = False
    two: bool = False
    gist: bool = False
    where: bool = False
    presumed: tuple[Event, ...] = ()
    onward: bool = False


@dataclass(frozen=True, slots=True)
class OfReport:
    """What is asked ``about`` a report itself; ``named``: it speaks of a report; ``speakers``: the people it names whose
    reports there are."""

    about: tuple[About, ...] = ()
    named: bool = False
    speakers: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Mentioned:
    """The ``phrase`` whose mentions are asked for, and what of them."""

    sought: SoughtMention
    phrase: str


@dataclass(frozen=True, slots=True)
class Asserted:
    """A figure that is to be confirmed, and the rest of what is asked: what it is said of."""

    figure: Figure
    topic: str


@dataclass(frozen=True, slots=True)
class Ask:
    """What a question wants, read once from its text: nothing behind it reads the text for it again.

    ``figures``: it turns on figures. ``bound`` are those that figures are to keep; ``silent``: those places are sought whose
    reports do not give the figure; ``change``: what came of it over the years. ``understood`` is for people to read
    (张家口市 · 2023年 · 居民人均可支配收入 · 增速). ``dropped``: of a model's reading so much was not borne out by the question;
    None where no model read it.

    ``parts`` are the single things asked, ``words`` the character pairs of all. ``quantity``: a number is asked for in so many
    words, ``count`` of them at the least; ``ordinal``: a place in an order (第几). ``several``: more than one thing is asked,
    however it is put together. ``insists``: on the target or on the result, neither of which may stand for the other.
    ``reaches``: whether one of two comes up to the other.
    ``foreign``: it has no Chinese word. ``leans``: it takes something over from those before it. ``talk``: it asks nothing
    of the reports. ``asserted``: figures to be confirmed. ``mention``, ``outcome``: asked is where something is mentioned, or
    what came of targets, ``placeholder`` for names that end alike (“某超”); None where that is not asked. ``term``: asked is
    what a report means by it.
    """

    figures: bool = False
    operations: tuple[Operation, ...] = ()
    bound: Threshold | None = None
    silent: bool = False
    change: bool = False
    understood: str = ""
    dropped: int | None = None
    parts: tuple[Part, ...] = ()
    words: frozenset[str] = frozenset()
    shared: Shared = Shared()
    quantity: bool = False
    count: int = 0
    ordinal: bool = False
    several: bool = False
    insists: bool = False
    reaches: bool = False
    foreign: bool = False
    leans: bool = False
    talk: Talk | None = None
    asserted: tuple[Asserted, ...] = ()
    reckonings: Reckonings = Reckonings()
    listing: Listing = Listing()
    matter: Matter = Matter()
    report: OfReport = OfReport()
    mention: Mentioned | None = None
    placeholder: Placeholder | None = None
    outcome: SoughtOutcome | None = None
    term: str = ""
