"""An optional second opinion on free-form explanations: a language model, pinned apart from the one that answers.

Explanations are where string marks are strictest: a right one may use other words. The judge is asked once for each
answer, at temperature 0, and what it said is kept in the run's folder (``judgements.jsonl``) with its model and the
hash of its prompt, so that marking again asks nothing. Judging answers against a reference so is G-Eval's and
MT-Bench's way (Zheng et al., Judging LLM-as-a-Judge, 2023), whose bias towards long answers stays: read it beside
the string marks, whose agreement with it is printed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from qa.errors import InputError, ModelUnavailable
from qa.evaluate.questions import Question
from qa.evaluate.system import Outcome, System
from qa.prompts import Prompt
from qa.question.kind import kind_of
from qa.records import Kind, Turn
from qa.words import simplify

JUDGEMENTS = "judgements.jsonl"
#: Name of the prompt, and of its file but for the suffix.
PROMPT = "judge"
_SAID = re.compile(r"[\s*#“\"'「【]*([对错])")
_THOUGHT = re.compile(r"<think>.*?</think>", re.DOTALL)


class Judgement(BaseModel):
    """What a judge said of one answer. ``answer`` is the answer's sha256: another answer needs another judgement."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    answer: str
    model: str
    prompt: str
    right: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """Over ``n`` answers marked both ways: how many alike, and Cohen's kappa (1960; None when all marks are alike)."""

    n: int
    alike: int
    kappa: float | None


def is_judged(question: Question, outcome: Outcome) -> bool:
    """Whether the judge is asked: an answerable question for an explanation that got an answer."""
    asks = kind_of(simplify(question.question), 0, 0) is Kind.EXPLAIN
    return asks and question.answerable and bool(outcome.answer) and not outcome.refused


class Judge:
    """``endpoint`` is asked with ``prompt``; ``model`` is its pinned name."""

    def __init__(self, endpoint: System, model: str, prompt: Prompt) -> None:
        self._endpoint, self._model, self._prompt = endpoint, model, prompt

    def knows(self, judgement: Judgement) -> bool:
        """Whether it would only be asked again what it has said."""
        return (judgement.model, judgement.prompt) == (self._model, self._prompt.sha256)

    def judge(self, question: Question, outcome: Outcome) -> Judgement:
        """Raises ModelUnavailable when the endpoint fails or says neither 对 nor 错."""
        answer = outcome.answer or ""
        reply = self._endpoint.answer(self._filled(question, answer), (Turn("system", self._prompt.system),))
        if reply.error is not None:
            raise ModelUnavailable(f"评判模型没有应答：{reply.error}")
        text = _THOUGHT.sub("", reply.answer or "").strip()
        said = _SAID.match(text)
        if said is None:
            raise ModelUnavailable(f"评判模型没有说对或错：{text[:60]}")
        return Judgement(
            id=question.id,
            answer=digest(answer),
            model=self._model,
            prompt=self._prompt.sha256,
            right=said[1] == "对",
            reason=text[said.end() :].strip(" \n：:。，"),
        )

    def _filled(self, question: Question, answer: str) -> str:
        evidence = "\n".join(f"- {gold.quote}" for gold in question.evidence)
        asked = "\n".join([*(turn.content for turn in question.history if turn.role == "user"), question.question])
        return self._prompt.fill(question=asked, gold=question.answer, evidence=evidence, answer=answer)


def judge_run(
    judge: Judge,
    replies: Iterable[tuple[Question, Outcome]],
    known: Sequence[Judgement],
    keep: Callable[[Judgement], None],
) -> tuple[str, ...]:
    """Asks for what is not ``known`` yet and hands each judgement to ``keep``; the failures are returned, by id."""
    there = {(one.id, one.answer) for one in known if judge.knows(one)}
    failed = []
    for question, outcome in replies:
        if not is_judged(question, outcome) or (question.id, digest(outcome.answer or "")) in there:
            continue
        try:
            keep(judge.judge(question, outcome))
        except ModelUnavailable as exc:
            failed.append(f"{question.id} {exc}")
    return tuple(failed)


def load_judgements(folder: Path) -> tuple[Judgement, ...]:
    """Those of a run, in the order made; none when it was not judged. Raises InputError for a damaged file."""
    return tuple(_read(folder / JUDGEMENTS))


def keep_in(folder: Path, judgement: Judgement) -> None:
    with (folder / JUDGEMENTS).open("a", encoding="utf-8") as file:
        file.write(judgement.model_dump_json() + "\n")


def of_answer(judgements: Sequence[Judgement], question: Question, outcome: Outcome) -> Judgement | None:
    """The last judgement of this very answer."""
    answer = digest(outcome.answer or "")
    return next((one for one in reversed(judgements) if (one.id, one.answer) == (question.id, answer)), None)


def agreement(pairs: Sequence[tuple[bool, bool]]) -> Agreement:
    """Of the string marks' and the judge's verdict on each answer."""
    alike = sum(one == other for one, other in pairs)
    if not pairs:
        return Agreement(0, 0, None)
    share = [sum(pair[side] for pair in pairs) / len(pairs) for side in (0, 1)]
    chance = share[0] * share[1] + (1 - share[0]) * (1 - share[1])
    return Agreement(len(pairs), alike, None if chance == 1 else (alike / len(pairs) - chance) / (1 - chance))


def digest(answer: str) -> str:
    return sha256(answer.encode()).hexdigest()


def _read(path: Path) -> Iterator[Judgement]:
    """Whole lines only, as of the replies."""
    content = path.read_bytes() if path.is_file() else b""
    for number, line in enumerate(content[: content.rfind(b"\n") + 1].splitlines(), start=1):
        try:
            yield Judgement.model_validate_json(line)
        except ValidationError as exc:
            raise InputError(f"{path} 第{number}行已损坏") from exc
