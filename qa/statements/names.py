"""The names of indicators that a store states: which of them are one indicator, and what an asked name means there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from qa.records import Facet
from qa.statements.coded import Rows
from qa.statements.columns import Columns, IndicatorName
from qa.wording.alike import asked_facet, plain, qualifiers
from qa.wording.indicators import dictionary_names, named_spans

Key = tuple[str, frozenset[str]]

SAME_WRITING, SAME_LINE = "写法不同", "词典中同一指标"
_NEAR_AMONG = 20_000


@dataclass(frozen=True, slots=True)
class Joined:
    """One indicator: its names, most stated first, and why each after the first is one with it."""

    names: tuple[IndicatorName, ...]
    reasons: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.names[0].name

    @property
    def count(self) -> int:
        return sum(name.count for name in self.names)

    @property
    def places(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(place for name in self.names for place in name.places))

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(sorted({year for name in self.names for year in name.years}))

    @property
    def dictionary(self) -> tuple[str, ...]:
        return next((name.names for name in self.names if name.names), ())


@dataclass(frozen=True, slots=True)
class Meant:
    """What an asked name means: ``name`` is how the reports mostly write it, ``codes`` all names of that one indicator
    and ``exact`` those written just as asked. ``facet`` is the change that the asked name tells (地区生产总值增长)."""

    asked: str
    name: str
    codes: Rows
    exact: Rows
    facet: Facet | None


def key_of(name: str, dictionary: Sequence[str] | None = None) -> Key:
    """Equal for names of one indicator: the same line of the dictionary, or the same words but for ways of writing.

    ``dictionary`` are the dictionary's names for it where they are known. Qualifiers (城镇, 规模以上, 人均 …) are part of it, so that names with and without one are never joined.
    """
    form = plain(name)
    line = dictionary_names(name) if dictionary is None else dictionary
    line = line or (dictionary_names(form) if form != name else ())
    return (line[0] if line else form), qualifiers(form)


class Names:
    """All names of ``columns``; grouping them costs some microseconds a name, once."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns

    @cached_property
    def _written(self) -> list[str]:
        return self._columns.indicator_names

    @cached_property
    def _grouped(self) -> tuple[dict[Key, int], npt.NDArray[np.int64]]:
        """The number of each key, and of each name (names,) the number of its key."""
        dictionary = self._columns.dictionary_names()
        numbers: dict[Key, int] = {}
        keys = (key_of(name, dictionary.get(code, ())) for code, name in enumerate(self._written))
        groups = [numbers.setdefault(key, len(numbers)) for key in keys]
        return numbers, np.array(groups, dtype=np.int64)

    def _counts(self, rows: Rows | None = None) -> npt.NDArray[np.int64]:
        if rows is None:
            return self._all_counts
        return np.bincount(self._columns.indicator_codes[rows], minlength=len(self._written))

    @cached_property
    def _all_counts(self) -> npt.NDArray[np.int64]:
        return np.bincount(self._columns.indicator_codes, minlength=len(self._written))

    @cached_property
    def counts(self) -> npt.NDArray[np.int64]:
        """How often each indicator is stated, by the numbers that ``groups_of`` gives."""
        numbers, groups = self._grouped
        return np.bincount(groups, weights=self._counts(), minlength=len(numbers)).astype(np.int64)

    def group_of(self, name: str) -> int:
        """The number of the indicator that is written so; raises IndexError where no row is."""
        return int(self._grouped[1][self._columns.codes_of([name])[0]])

    def groups_of(self, rows: Rows) -> list[int]:
        """The number of the indicator that each row is of."""
        found: list[int] = self._grouped[1][self._columns.indicator_codes[rows]].tolist()
        return found

    def listed(
        self, rows: Rows | None = None, most: int | None = None, begin: int = 0, q: str = ""
    ) -> tuple[int, tuple[Joined, ...]]:
        """How many indicators ``rows`` (or all) state, and from number ``begin`` on the ``most`` frequent.

        With ``q`` those that have a name with these words in it, before them the one that is meant by them (GDP增速).
        """
        numbers, groups = self._grouped
        counts = self._counts(rows)
        stated = np.bincount(groups, weights=counts, minlength=len(numbers)).astype(np.int64)
        ranked = np.argsort(-stated, kind="stable")
        ranked = ranked[stated[ranked] > 0]
        if q:
            meant = self.meant(q)
            first = groups[meant.codes[:1]] if meant else np.empty(0, np.int64)
            ranked = ranked[np.isin(ranked, np.union1d(first, groups[self._columns.codes_containing(q)]))]
            ranked = ranked[np.argsort(~np.isin(ranked, first), kind="stable")]
        shown = ranked[begin : None if most is None else begin + most]
        return len(ranked), tuple(self._joined(shown, counts, rows))

    def _joined(self, shown: Rows, counts: npt.NDArray[np.int64], rows: Rows | None) -> Iterator[Joined]:
        """The groups with these numbers, in their order."""
        groups = self._grouped[1]
        codes = np.flatnonzero(np.isin(groups, shown) & (counts > 0))
        codes = codes[np.argsort(-counts[codes], kind="stable")]
        members: dict[int, list[IndicatorName]] = {group: [] for group in shown.tolist()}
        for code, name in zip(codes.tolist(), self._columns.described(codes, rows), strict=True):
            members[int(groups[code])].append(name)
        for names in members.values():
            form = plain(names[0].name)
            yield Joined(
                tuple(names), tuple(SAME_WRITING if plain(name.name) == form else SAME_LINE for name in names[1:])
            )

    def meant(self, asked: str) -> Meant | None:
        """The indicator that ``asked`` names: as written, by another way of writing, or in the dictionary's everyday words.

        None when the store states nothing of it.
        """
        stem, facet = asked_facet(asked.strip())
        for name, told in ((asked.strip(), None), (stem, facet)):
            for code in self._columns.codes_of([name]).tolist():
                return self._meant(asked, name, int(self._grouped[1][code]), told)
            for key in _keys_of(name):
                if (group := self._grouped[0].get(key)) is not None:
                    return self._meant(asked, name, group, told)
        return None

    def _meant(self, asked: str, name: str, group: int, facet: Facet | None) -> Meant:
        codes = np.flatnonzero(self._grouped[1] == group)
        mostly = codes[np.argmax(self._counts()[codes])]
        return Meant(asked, self._written[mostly], codes, self._columns.codes_of([name]), facet)

    def rows_of(self, asked: Sequence[str]) -> Rows:
        """The rows, ascending, that state one of these indicators, by whatever name."""
        meant = [found.codes for name in asked if (found := self.meant(name))]
        return self._columns.stating(np.concatenate([np.empty(0, np.int64), *meant]))

    def near(self, asked: str, most: int = 5) -> tuple[str, ...]:
        """Names that share the most pairs of characters with ``asked``, more often stated first; none without any."""
        wanted = _pairs(asked_facet(asked)[0])
        counts = self._counts()
        often = np.argsort(-counts, kind="stable")[:_NEAR_AMONG].tolist()
        scores: Mapping[str, float] = {
            name: 2 * len(wanted & pairs) / (len(wanted) + len(pairs))
            for name in (self._written[code] for code in often)
            if (pairs := _pairs(name)) & wanted
        }
        return tuple(sorted(scores, key=lambda name: -scores[name])[:most])


def _keys_of(name: str) -> list[Key]:
    """The keys that an asked name may have, the nearest first."""
    keys = [key_of(name)]
    for span, indicator in named_spans(name):
        if span == (0, len(name)):
            keys += [key_of(each) for each in indicator.names]
    return keys


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}
