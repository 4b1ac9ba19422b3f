"""How well statements are extracted: precision and recall of figures, and each field, against annotated sentences."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from qa.corpus import read_reports
from qa.errors import InputError
from qa.evaluate.stats import Estimate, wilson
from qa.records import Basis, Facet, Report, Statement
from qa.settings import ROOT
from qa.statements.extract import statements_of
from qa.wording.indicators import dictionary_names

#: The annotated sentences of this repository and the reports that they stand in.
GOLD = ROOT / "tests" / "statements" / "gold"
REPORTS = tuple(
    ROOT / folder
    for folder in ("seeds", "tests/questions/reports", "tests/reports/state_council", "tests/reports/provinces")
)
FIELDS = ("indicator", "period", "basis", "facet", "place")
MARKS = ("recall", "precision", *FIELDS)

_MOMENTS = {"year", "end"}
#: From this likeness on one name counts as saying the other.
_ALIKE = 0.6
#: Characters that make no other thing of a name.
_EMPTY = str.maketrans("", "", '的了数和与及、，（）()“”"全市省县区我本各等个 　')
_ASIDE = re.compile(r"[（(][^（）()]*[）)]")


class GoldStatement(BaseModel):
    """One figure as a careful reader would note it; ``period`` is "2025", "2021-2025" or empty."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    figure: str
    indicator: str
    period: str
    how: str
    basis: str
    facet: str
    hedge: str
    place: str


class GoldSentence(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    doc: str
    group: str
    sentence: str
    context: str
    statements: tuple[GoldStatement, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """A figure of a gold sentence beside what was extracted; either may be missing. ``home``: the report's own place."""

    gold: GoldSentence
    wanted: GoldStatement | None
    found: Statement | None
    home: str | None = None


def load_gold(path: Path) -> tuple[GoldSentence, ...]:
    """Raises InputError when the file cannot be read, and names the first line that is no annotated sentence."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as exc:
        raise InputError(f"读不了标注文件 {path}：{exc}") from exc
    return tuple(_sentence(path, number, line) for number, line in enumerate(lines, 1) if line.strip())


def _sentence(path: Path, number: int, line: str) -> GoldSentence:
    try:
        return GoldSentence.model_validate_json(line)
    except ValidationError as exc:
        error = exc.errors(include_url=False)[0]
        where = ".".join(map(str, error["loc"]))
        raise InputError(f"{path} 第 {number} 行有误：{where} {error['msg']}") from exc


def compare_gold(gold: Sequence[GoldSentence], folders: Sequence[Path]) -> tuple[tuple[Pair, ...], tuple[str, ...]]:
    """Pairs of all sentences, and the ids of sentences that no report of ``folders`` has."""
    return compare_reports(gold, read_reports(folders, passage_chars=10_000).reports)


def compare_reports(
    gold: Sequence[GoldSentence], reports: Sequence[Report]
) -> tuple[tuple[Pair, ...], tuple[str, ...]]:
    by_doc: dict[str, list[Report]] = {}
    for report in reports:
        for source in report.sources:
            by_doc.setdefault(Path(source.name.split("#")[0]).name, []).append(report)
    extracted: dict[str, tuple[Statement, ...]] = {}
    pairs: list[Pair] = []
    missing: list[str] = []
    for sentence in gold:
        span = next(filter(None, (_find(report, sentence.sentence) for report in by_doc.get(sentence.doc, ()))), None)
        if span is None:
            missing.append(sentence.id)
            continue
        report, start, end = span
        if report.id not in extracted:
            extracted[report.id] = statements_of(report)
        inside = [s for s in extracted[report.id] if start <= s.start < end]
        pairs += _paired(sentence, inside, report.place)
    return tuple(pairs), tuple(missing)


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _find(report: Report, sentence: str) -> tuple[Report, int, int] | None:
    """Where ``sentence`` stands in the cleaned text, white space and width of characters aside."""
    offsets: list[int] = []
    kept: list[str] = []
    for i, char in enumerate(report.text):
        for piece in unicodedata.normalize("NFKC", char):
            if not piece.isspace():
                offsets.append(i)
                kept.append(piece)
    wanted = _plain(sentence)
    at = "".join(kept).find(wanted)
    return None if at < 0 else (report, offsets[at], offsets[at + len(wanted) - 1] + 1)


def _paired(sentence: GoldSentence, inside: Sequence[Statement], home: str | None) -> list[Pair]:
    left = list(inside)
    pairs: list[Pair] = []
    for wanted in sentence.statements:
        same = [s for s in left if _same_figure(wanted.figure, s.text)]
        best = max(same, key=lambda s: likeness(wanted.indicator, s.indicator), default=None)
        if best is not None:
            left.remove(best)
        pairs.append(Pair(sentence, wanted, best, home))
    return pairs + [Pair(sentence, None, found, home) for found in left]


def _same_figure(wanted: str, found: str) -> bool:
    a, b = _plain(wanted).replace("多", "").replace("余", ""), _plain(found).replace("多", "").replace("余", "")
    return a == b or (min(len(a), len(b)) > 1 and (a.startswith(b) or b.startswith(a)))


def likeness(a: str, b: str) -> float:
    """Share of the longer name's characters that both names have, asides and empty characters left out; 1 for one
    dictionary line.

    A lenient measure: order counts for nothing, and two long names that differ in one qualifier alone
    (城镇居民…, 农村居民…) are alike. It finds names that are lost or of another thing, not fine differences.
    """
    if dictionary_names(a) and dictionary_names(a) == dictionary_names(b):
        return 1.0
    a, b = _ASIDE.sub("", a) or a, _ASIDE.sub("", b) or b
    one, other = Counter(a.translate(_EMPTY)), Counter(b.translate(_EMPTY))
    if not one or not other:
        return 0.0
    return (one & other).total() / max(one.total(), other.total())


def right(pair: Pair, field: str) -> bool:
    """Whether a field of a figure found is right.

    ``indicator``: the names are alike (``likeness``). ``period``: the same years; a year and its end are one moment,
    for reports seldom say which they mean, and how a figure belongs to several years counts. ``place``: the report's
    own where the gold names none, another one where it names one, whichever.
    """
    wanted, found = pair.wanted, pair.found
    if wanted is None or found is None:
        return False
    if field == "indicator":
        return likeness(wanted.indicator, found.indicator) >= _ALIKE
    if field == "period":
        return _period_right(wanted, found)
    if field == "basis":
        return Basis(wanted.basis) is found.basis
    if field == "facet":
        return Facet(wanted.facet) is found.facet
    return (found.place == pair.home) == (not wanted.place)


def _period_right(wanted: GoldStatement, found: Statement) -> bool:
    first, _, last = wanted.period.partition("-")
    years = (int(first), int(last or first)) if first else (None, None)
    same = wanted.how == found.period.how.value or {wanted.how, found.period.how.value} <= _MOMENTS
    return same and years == (found.period.first, found.period.last)


def summary(pairs: Iterable[Pair]) -> Mapping[str, tuple[int, int]]:
    """Right and all for recall and precision of figures, and for every field of the figures found."""
    pairs = tuple(pairs)
    found = [pair for pair in pairs if pair.wanted and pair.found]
    counts = {
        "recall": (len(found), sum(pair.wanted is not None for pair in pairs)),
        "precision": (len(found), sum(pair.found is not None for pair in pairs)),
    }
    return counts | {field: (sum(right(pair, field) for pair in found), len(found)) for field in FIELDS}


def estimates(pairs: Iterable[Pair]) -> Mapping[str, Estimate | None]:
    """Every mark with its 95% Wilson interval; None: nothing was measured."""
    return {mark: wilson(*counts) for mark, counts in summary(pairs).items()}


def wrong_fields(pair: Pair) -> tuple[str, ...]:
    """The fields that are not right; empty as well for a figure that is missing or too many."""
    both = pair.wanted is not None and pair.found is not None
    return tuple(field for field in FIELDS if both and not right(pair, field))
