"""How well statements are extracted: precision and recall of figures, and each field, against annotated sentences."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from qa.corpus import read_reports
from qa.records import Basis, Facet, Report, Statement
from qa.statements.extract import statements_of
from qa.wording.indicators import dictionary_names

#: Share of the characters of both names that must be common for one to say the other.
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
    """A figure of a gold sentence beside what was extracted; either may be missing."""

    gold: GoldSentence
    wanted: GoldStatement | None
    found: Statement | None


FIELDS = ("indicator", "period", "basis", "facet", "place")


def load_gold(path: Path) -> tuple[GoldSentence, ...]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return tuple(GoldSentence.model_validate(json.loads(line)) for line in lines if line)


def compare_gold(gold: Sequence[GoldSentence], folders: Sequence[Path]) -> tuple[tuple[Pair, ...], tuple[str, ...]]:
    """Pairs of all sentences, and the ids of sentences that no report of ``folders`` has."""
    reports = read_reports(folders, passage_chars=10_000).reports
    by_doc: dict[str, list[Report]] = {}
    for report in reports:
        for source in report.sources:
            by_doc.setdefault(Path(source.name.split("#")[0]).name, []).append(report)
    extracted = {report.id: statements_of(report) for report in reports}
    pairs: list[Pair] = []
    missing: list[str] = []
    for sentence in gold:
        span = next(filter(None, (_find(report, sentence.sentence) for report in by_doc.get(sentence.doc, ()))), None)
        if span is None:
            missing.append(sentence.id)
        else:
            report, start, end = span
            inside = [s for s in extracted[report.id] if start <= s.start < end]
            pairs += _paired(sentence, inside)
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


def _paired(sentence: GoldSentence, inside: Sequence[Statement]) -> list[Pair]:
    left = list(inside)
    pairs: list[Pair] = []
    for wanted in sentence.statements:
        same = [s for s in left if _same_figure(wanted.figure, s.text)]
        best = max(same, key=lambda s: likeness(wanted.indicator, s.indicator), default=None)
        if best is not None:
            left.remove(best)
        pairs.append(Pair(sentence, wanted, best))
    return pairs + [Pair(sentence, None, found) for found in left]


def _same_figure(wanted: str, found: str) -> bool:
    a, b = _plain(wanted).replace("多", "").replace("余", ""), _plain(found).replace("多", "").replace("余", "")
    return a == b or (min(len(a), len(b)) > 1 and (a.startswith(b) or b.startswith(a)))


def likeness(a: str, b: str) -> float:
    """Share of characters that both names have, of the longer's and the shorter's the smaller; 1 for one dictionary line."""
    if dictionary_names(a) and dictionary_names(a) == dictionary_names(b):
        return 1.0
    a, b = _ASIDE.sub("", a) or a, _ASIDE.sub("", b) or b
    one, other = Counter(a.translate(_EMPTY)), Counter(b.translate(_EMPTY))
    if not one or not other:
        return 0.0
    common = sum((one & other).values())
    return common / max(sum(one.values()), sum(other.values()))


def right(pair: Pair, field: str) -> bool:
    """Whether a field is right; a year and its end are one moment here, for reports seldom say which they mean."""
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
    return bool(wanted.place) == (found.place not in _HOME.get(found.report_id, {found.place}))


_HOME: dict[str, set[str | None]] = {}


def _period_right(wanted: GoldStatement, found: Statement) -> bool:
    first, _, last = wanted.period.partition("-")
    years = (int(first), int(last or first)) if first else (None, None)
    moment = {"end": "year"}
    how = moment.get(wanted.how, wanted.how) == moment.get(found.period.how.value, found.period.how.value)
    return years == (found.period.first, found.period.last) and (how or years[0] != years[1])


def summary(pairs: Iterable[Pair]) -> Mapping[str, tuple[int, int]]:
    """Right and all for recall and precision of figures, and for every field of the figures found."""
    pairs = tuple(pairs)
    found = [pair for pair in pairs if pair.wanted and pair.found]
    counts = {
        "recall": (len(found), sum(pair.wanted is not None for pair in pairs)),
        "precision": (len(found), sum(pair.found is not None for pair in pairs)),
    }
    return counts | {field: (sum(right(pair, field) for pair in found), len(found)) for field in FIELDS}
