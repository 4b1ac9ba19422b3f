"""A capable model's reading of a question: JSON after a schema, believed only where the reader's own words bear it out.

Places, years, names and asserted values must stand in the question or in the reader's earlier ones, indicators there or in
the dictionary; what does not is dropped and counted. What is left is said again as plain questions, one for each step, which
the planner reads like any other: the model only says what is meant, it never decides where is searched.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Collection, Generator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from qa.figures import comparable, find_figures, same_value
from qa.places import Gazetteer
from qa.prompts import Prompt
from qa.question.followup import user_questions
from qa.question.years import find_years
from qa.records import Turn, Usage
from qa.wording.indicators import indicators_in
from qa.wording.restating import AGAIN, BASES, FACETS, OPERATIONS, Step, restated
from qa.words import fold, simplify

log = logging.getLogger(__name__)

#: A reply is a few lines; what is longer is no reading.
_LONGEST = 8000
_MOST_STEPS, _MOST_NAMES = 6, 12
_MAX_TOKENS = 600
_JSON = re.compile(r"\{.*\}", re.DOTALL)


def _listed(kind: str) -> dict[str, Any]:
    return {"type": "array", "items": {"type": kind}}


def _one_of(names: Collection[str]) -> dict[str, Any]:
    return {"type": "string", "enum": list(names)}


_STEP: dict[str, Any] = {
    "want": _one_of(AGAIN),
    "places": _listed("string"),
    "years": _listed("integer"),
    "of_report": {"type": "boolean"},
    "indicators": _listed("string"),
    "facet": _one_of(FACETS),
    "basis": _one_of(BASES),
    "operation": _one_of(OPERATIONS),
    "unit": {"type": "string"},
    "names": _listed("string"),
    "asserted": _listed("string"),
}


def _object(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": dict(fields),
        "required": list(fields),
        "additionalProperties": False,
    }


SCHEMA = _object({"steps": {"type": "array", "items": _object(_STEP)}, "together": {"type": "boolean"}})


class Structured(Protocol):
    """A chat model that gives JSON after a schema where its server can. Raises ModelUnavailable."""

    def structured(
        self, system: str, user: str, schema: Mapping[str, Any], *, max_tokens: int | None = None
    ) -> Generator[str, None, Usage | None]: ...


@dataclass(frozen=True, slots=True)
class Understood:
    """``questions`` say each step in plain words; ``together``: what they find is to be reckoned with as one. ``dropped``
    counts what the reader's words do not bear out."""

    questions: tuple[str, ...]
    together: bool
    dropped: int


def asked_of(
    chat: Structured, prompt: Prompt, question: str, history: Sequence[Turn], known: Known
) -> Generator[str, None, Understood | None]:
    """Yields "" while the model reads. None when it says nothing that can be used. Raises ModelUnavailable."""
    earlier = user_questions(history)
    user = prompt.fill(question=question, history="\n".join(earlier) or "（无）", today=known.told)
    pieces: list[str] = []
    for piece in chat.structured(prompt.system, user, SCHEMA, max_tokens=_MAX_TOKENS):
        pieces.append(piece)
        yield ""
    understood = understood_from("".join(pieces), "\n".join((*earlier, question)), known)
    if understood is None:
        log.info("the model's reading of the question cannot be used")
    elif understood.dropped:
        log.info("%d of the model's reading not borne out by the question", understood.dropped)
    return understood


@dataclass(frozen=True, slots=True)
class Known:
    """What the rules already heard: the ``years`` that 去年 and the like mean, and how a reader is ``told`` of today."""

    gazetteer: Gazetteer
    years: frozenset[int]
    told: str = ""


def understood_from(reply: str, said: str, known: Known) -> Understood | None:
    """The reading of ``reply`` as far as ``said``, all that the reader wrote, bears it out; None when nothing is left."""
    read = _parsed(reply)
    if read is None:
        return None
    check = _Check(simplify(said), known)
    steps = [check.step(raw) for raw in read["steps"][:_MOST_STEPS] if isinstance(raw, dict)]
    questions = tuple(dict.fromkeys(filter(None, (restated(step) for step in steps if step))))
    together = any(step.reckons for step in steps if step) or (read.get("together") is True and len(questions) > 1)
    return Understood(questions, together, check.dropped) if questions else None


def _parsed(reply: str) -> Mapping[str, Any] | None:
    """The object in ``reply``, words or a code fence around it aside; None when there is none of the right form."""
    found = _JSON.search(reply[:_LONGEST])
    try:
        read = json.loads(found[0]) if found else None
    except (ValueError, RecursionError):
        return None
    fits = isinstance(read, dict) and isinstance(read.get("steps"), list)
    return read if fits else None


class _Check:
    """Keeps of a reading what the reader's words bear out, and counts the rest."""

    def __init__(self, said: str, known: Known) -> None:
        self._said = said
        self._folded = fold(said)
        self._gazetteer = known.gazetteer
        self._places = {mention.place.name for mention in known.gazetteer.find(said)}
        named = {year for mention in find_years(said) for year in mention.years}
        self._years = named | known.years
        self._figures = find_figures(said)
        self.dropped = 0

    def step(self, raw: Mapping[str, Any]) -> Step | None:
        """None where nothing says what is asked of."""
        want = str(raw.get("want"))
        indicators = self._kept(raw.get("indicators"), self._indicator)
        names = self._kept(raw.get("names"), self._stands)
        if want not in AGAIN or not (indicators or names):
            return None
        return Step(
            want=want,
            places=self._kept(raw.get("places"), self._place),
            years=tuple(sorted({int(year) for year in self._kept(raw.get("years"), self._year)})),
            of_report=raw.get("of_report") is True,
            indicators=indicators,
            facet=_known(raw.get("facet"), FACETS),
            basis=_known(raw.get("basis"), BASES),
            operation=_known(raw.get("operation"), OPERATIONS),
            unit=next(iter(self._kept([raw.get("unit")], self._stands)), ""),
            names=names,
            asserted=self._kept(raw.get("asserted"), self._asserted),
        )

    def _kept(self, raw: object, holds: Any) -> tuple[str, ...]:
        texts = [str(each).strip() for each in raw if isinstance(each, str | int)] if isinstance(raw, list) else []
        texts = [simplify(text) for text in texts if text][:_MOST_NAMES]
        kept = [text for text in texts if len(text) <= 40 and holds(text)]
        self.dropped += len(texts) - len(kept)
        return tuple(dict.fromkeys(kept))

    def _stands(self, text: str) -> bool:
        return fold(text) in self._folded

    def _place(self, text: str) -> bool:
        place = self._gazetteer.get(text)
        return self._stands(text) or (place is not None and place.name in self._places)

    def _year(self, text: str) -> bool:
        return text.isdigit() and int(text) in self._years

    def _indicator(self, text: str) -> bool:
        return self._stands(text) or bool(indicators_in(text))

    def _asserted(self, text: str) -> bool:
        """A value that the question gives; an event by its words."""
        figures = find_figures(text)
        if not figures:
            return self._stands(text)
        return all(
            any(
                comparable(each, given, counters=True) and same_value(each, given, counters=True)
                for given in self._figures
            )
            for each in figures
        )


def _known(raw: object, names: Mapping[str, str]) -> str:
    return raw if isinstance(raw, str) and raw in names else next(iter(names))
