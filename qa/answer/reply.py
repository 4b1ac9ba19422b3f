"""What a reply is made of: the question while it is answered, and the record of an answer or of a refusal."""

from __future__ import annotations

import time
import uuid
from collections.abc import Generator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from qa.answer.citations import clean_marks
from qa.answer.composed import Composed
from qa.answer.cost import Metered
from qa.answer.evidence import Numbered, citation
from qa.answer.library import Opened
from qa.answer.material import Material
from qa.answer.quote import best_sentences, quote_lines
from qa.answer.refuse import CORRECTED, coverage_of, partly_missing, refusal_text
from qa.answer.talk import out_of_scope_text, talk_reply
from qa.answer.versions import told_apart
from qa.answer.write import Draft
from qa.deadline import Deadline
from qa.records import Answer, Filters, Hit, Plan, RefusalReason, Talk, Timings, Token, Usage

T = TypeVar("T")
LIMITED = "（今天的模型用量已满，这次没有用模型，只据报告原文作答。）"


@dataclass(slots=True)
class Clock:
    started: float = field(default_factory=time.perf_counter)
    evidence: float | None = None
    first_token: float | None = None

    def now(self) -> float:
        return time.perf_counter() - self.started

    def timed(self, pieces: Generator[str, None, T]) -> Generator[Token, None, T]:
        """``pieces`` as tokens; the first that is not empty is the first token."""
        try:
            while True:
                piece = next(pieces)
                if piece and self.first_token is None:
                    self.first_token = self.now()
                yield Token(piece)
        except StopIteration as end:
            found: T = end.value
            return found
        finally:
            pieces.close()

    def timings(self) -> Timings:
        return Timings(self.evidence, self.first_token, self.now())


@dataclass(frozen=True, slots=True)
class Question:
    """Everything that stays the same while one question is answered.

    ``chat`` is the chat model and what it cost so far.

    ``said`` is the plan of the question as the rules made it whole; ``together``: its parts are to be worked out of one another;
    ``doubted``: only a model says what it means, ``meant`` where it does not say so by itself.
    """

    text: str
    opened: Opened
    plan: Plan
    said: Plan
    clock: Clock
    deadline: Deadline
    filters: Filters = Filters()
    together: bool = False
    doubted: bool = False
    meant: str = ""
    chat: Metered | None = None

    @property
    def usage(self) -> Usage:
        return self.chat.usage if self.chat else Usage()

    @property
    def limits(self) -> str:
        """What is to be said of the model that was not asked."""
        return LIMITED if self.usage.limited else ""


@dataclass(frozen=True, slots=True)
class Nearby:
    """What a model that says that nothing answers tells of what is near, with the sentences it cites."""

    text: str = ""
    items: tuple[Numbered, ...] = ()


def answered(
    asked: Question,
    composed: Composed,
    evidence: Sequence[Numbered],
    hits: Sequence[Hit],
    whole: bool = False,
) -> Answer:
    """``whole``: it answers all parts of the question by itself, whatever a search for each would find."""
    store = asked.opened.store
    composed, evidence = told_apart(composed, evidence, store)
    cited = {item.number: item for item in evidence if item.number in composed.used}
    rest = partly_missing(asked.plan, () if whole else asked.opened.sufficiency.silent(asked.plan, hits))
    return Answer(
        id=uuid.uuid4().hex,
        question=asked.text,
        answer="\n".join(filter(None, (composed.text, rest, asked.limits))),
        refused=False,
        refusal_reason=None,
        citations=tuple(citation(cited[number], store) for number in sorted(cited)),
        passages=tuple(hits),
        figures=composed.figures,
        coverage=coverage_of(asked.plan, asked.opened.catalog),
        mode=composed.mode,
        model=asked.chat.name if asked.chat and composed.mode == "generated" else None,
        index=store.generation,
        plan=asked.plan,
        timings=asked.clock.timings(),
        table=composed.table,
        dropped_citations=composed.dropped,
        usage=asked.usage,
    )


def refused(
    asked: Question,
    reason: RefusalReason,
    nearest: Sequence[Hit] = (),
    evidence: Sequence[Numbered] = (),
    missing: str = "",
    nearest_said: Numbered | None = None,
    nearby: Nearby = Nearby(),
) -> Answer:
    """A refusal cites nothing, but where the question is wrong the report's own words put it right, and what a model
    tells of what is ``nearby`` is cited."""
    opened = asked.opened
    if reason is RefusalReason.OUT_OF_SCOPE:
        text = out_of_scope_text(asked.plan.ask.talk, opened.catalog, opened.store.passages_of)
    else:
        text = refusal_text(reason, asked.plan, opened.catalog, missing)
    correction = best_sentences(asked.plan, evidence)[:1] if reason in CORRECTED and evidence else ()
    if nearest_said is not None:
        correction = (nearest_said,)
    quoted = f"报告原文：{quote_lines(correction)}" if correction else nearby.text
    store = asked.opened.store
    return Answer(
        id=uuid.uuid4().hex,
        question=asked.text,
        answer="\n".join(filter(None, (text, quoted, asked.limits))),
        refused=True,
        refusal_reason=reason,
        citations=tuple(citation(item, store) for item in correction or nearby.items),
        passages=(),
        figures=(),
        coverage=coverage_of(asked.plan, asked.opened.catalog),
        mode="refused",
        model=None,
        index=store.generation,
        plan=asked.plan,
        timings=asked.clock.timings(),
        nearest=tuple(nearest[:3]),
        usage=asked.usage,
    )


def replied(asked: Question) -> Composed:
    talk, opened = asked.plan.ask.talk, asked.opened
    return Composed(talk_reply(talk or Talk.GREETING, opened.catalog, opened.store.passages_of), (), "extractive")


def nearby_of(draft: Draft, material: Material) -> Nearby:
    cited = clean_marks(draft.nearby, draft.used).used
    return Nearby(draft.nearby, tuple(item for item in material.items if item.number in cited))
