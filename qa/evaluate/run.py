"""Runs a question set against a system, one question after the other."""

from __future__ import annotations

import hashlib
import os
import platform
import random
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import distributions
from pathlib import Path

from qa.errors import InputError
from qa.evaluate.answers import refusal_phrases
from qa.evaluate.judge import PROMPT as JUDGE
from qa.evaluate.plain import PROMPT
from qa.evaluate.questions import Category, Numbered, Question
from qa.evaluate.record import Meta, Run, append, tidy, writing
from qa.evaluate.shelf import Shelf
from qa.evaluate.system import Outcome, System
from qa.settings import Settings

#: Packages whose version can change an answer or its speed.
MEASURED = frozenset(
    "faiss-cpu gov-report-qa jieba langchain langchain-community langchain-core langchain-openai "
    "langchain-text-splitters numpy opencc sentence-transformers tokenizers torch transformers xllamacpp".split()
)

Progress = Callable[[Question, Outcome], None]


@dataclass(frozen=True, slots=True)
class Selection:
    """Which questions of a set are asked. ``seed`` draws ``limit`` at random; without it the first are taken."""

    limit: int | None = None
    categories: tuple[Category, ...] = ()
    ids: tuple[str, ...] = ()
    seed: int | None = None


def select(questions: Sequence[Numbered], selection: Selection) -> tuple[Question, ...]:
    """The questions selected, in the order of the file. Raises InputError for unknown ids or an empty choice."""
    asked = [item.question for item in questions]
    unknown = sorted(set(selection.ids) - {question.id for question in asked})
    if unknown:
        raise InputError(f"问题集中没有这些编号：{'、'.join(unknown)}")
    asked = [question for question in asked if not selection.ids or question.id in selection.ids]
    asked = [question for question in asked if not selection.categories or question.category in selection.categories]
    if not asked:
        raise InputError("没有选中任何问题")
    return tuple(_draw(asked, selection))


def ask(run: Run, system: System, progress: Progress, retry_failed: bool = False) -> Run:
    """Puts every question of ``run`` that has no reply yet, and records each reply before the next question."""
    with writing(run.folder):
        for question in tidy(run, retry_failed).open:
            outcome = _put(system, question)
            append(run, question, outcome)
            progress(question, outcome)
    return Run(run.folder)


def describe(
    path: Path, whole: Sequence[Numbered], questions: Sequence[Question], system: str, settings: Settings, shelf: Shelf
) -> Meta:
    """The meta of a run that starts now and asks ``questions`` of the ``whole`` set. No key is kept in the clear."""
    chosen = "".join(f"{question.model_dump_json()}\n" for question in questions)
    return Meta(
        started=datetime.now(UTC).isoformat(timespec="seconds"),
        system=system,
        question_file=path.name,
        question_sha256=_sha256(chosen.encode()),
        settings=settings.model_dump(mode="json", include={"embedder", "chat", "split", "retrieve"}),
        prompts={**_hashes(settings.prompts_dir), PROMPT.name: _sha256(PROMPT.read_bytes())},
        index=shelf.index,
        versions=_versions(),
        machine=machine(),
        cards=shelf.cards(),
        refusal_phrases=refusal_phrases(item.question for item in whole),
    )


def _draw(questions: list[Question], selection: Selection) -> list[Question]:
    if selection.limit is None or selection.limit >= len(questions):
        return questions
    if selection.seed is None:
        return questions[: selection.limit]
    drawn = random.Random(selection.seed).sample(range(len(questions)), selection.limit)  # noqa: S311
    return [questions[place] for place in sorted(drawn)]


def _put(system: System, question: Question) -> Outcome:
    try:
        return system.answer(question.question, question.turns)
    except Exception as exc:  # noqa: BLE001 - a fault of the system under measure is a failed call, not the run's end
        return Outcome(error=f"{type(exc).__name__}：{exc}")


def _hashes(folder: Path) -> dict[str, str]:
    """Of the prompts that decide a reply: the judge's is kept with its judgements."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.stem != JUDGE)
    return {path.relative_to(folder).as_posix(): _sha256(path.read_bytes()) for path in files}


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _versions() -> dict[str, str]:
    found = {dist.name.lower(): dist.version for dist in distributions() if dist.name.lower() in MEASURED}
    return {"python": platform.python_version(), **dict(sorted(found.items()))}


def machine() -> dict[str, str]:
    """What figures of speed depend on."""
    return {"system": platform.platform(), "processor": _processor(), "cores": str(os.cpu_count()), "memory": _memory()}


def _processor() -> str:
    if sys.platform == "linux":
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def _memory() -> str:
    if hasattr(os, "sysconf") and "SC_PHYS_PAGES" in os.sysconf_names:
        return f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.1f} GiB"
    return "未知"
