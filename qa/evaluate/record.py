"""The folder of one run: what was asked, of which system, and every reply, one line a question.

    meta.json        what the run is made of (Meta)
    questions.jsonl  the questions selected, in order
    results.jsonl    one line a question, appended as replies come

All marks are made from these three files, so a run can be marked again without asking again.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout
from pydantic import BaseModel, ConfigDict, ValidationError

from qa.errors import InputError
from qa.evaluate.questions import Question, load
from qa.evaluate.shelf import Card
from qa.evaluate.system import Outcome

FORMAT = 1
META, QUESTIONS, RESULTS, LOCK = "meta.json", "questions.jsonl", "results.jsonl", ".lock"


class Meta(BaseModel):
    """What a run is made of. Two parts of a run may only be joined when their ``identity`` is the same."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: int = FORMAT
    started: str
    system: str
    question_file: str
    question_sha256: str
    settings: dict[str, object]
    prompts: dict[str, str]
    index: str
    versions: dict[str, str]
    machine: dict[str, str]
    cards: tuple[Card, ...]
    refusal_phrases: tuple[str, ...]

    def identity(self) -> dict[str, object]:
        """Everything that decides a reply; the machine and the versions decide its speed at most."""
        fields = {"format", "system", "question_sha256", "settings", "prompts", "index"}
        return self.model_dump(mode="json", include=fields)


class Result(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    outcome: Outcome


class Run:
    """A run read back: its meta, its questions in order, and the replies there are."""

    def __init__(self, folder: Path) -> None:
        """Raises InputError when ``folder`` is not a run."""
        self.folder = folder
        self.meta = _read_meta(folder)
        self.questions = tuple(item.question for item in load(folder / QUESTIONS))
        self.outcomes = {result.id: result.outcome for result in _read_results(folder)}

    @property
    def name(self) -> str:
        return self.folder.name

    @property
    def open(self) -> tuple[Question, ...]:
        """The questions that have no reply yet."""
        return tuple(question for question in self.questions if question.id not in self.outcomes)


def create(folder: Path, meta: Meta, questions: tuple[Question, ...]) -> Run:
    """A new run folder; it appears under its name only when it is complete."""
    if folder.exists():
        raise InputError(f"目录 {folder} 已存在；继续中断的评测请用 --resume {folder}")
    building = folder.with_name(f"{folder.name}.tmp")
    try:
        building.mkdir(parents=True, exist_ok=True)
        _write(building / QUESTIONS, "".join(f"{question.model_dump_json()}\n" for question in questions))
        _write(building / META, meta.model_dump_json(indent=2) + "\n")
        _write(building / RESULTS, "")
        building.rename(folder)
    except OSError as exc:
        raise InputError(f"写不了评测目录 {folder}：{exc.strerror}") from exc
    return Run(folder)


def reopen(folder: Path, meta: Meta) -> Run:
    """An interrupted run to go on with. Raises InputError naming what differs when ``meta`` would not have made the same run."""
    run = Run(folder)
    old, new = run.meta.identity(), meta.identity()
    differing = [name for name in old if old[name] != new[name]]
    if differing:
        raise InputError(f"不能继续 {folder}：与当时不同的有 {'、'.join(differing)}；请另开一次评测")
    return run


def tidy(run: Run, forget_failures: bool) -> Run:
    """The same run without the line that an interruption cut off, and without its failed calls if so wished.

    What is taken out is asked again. The file is replaced at once; the caller holds the lock.
    """
    there = Run(run.folder).outcomes.items()
    kept = [Result(id=key, outcome=value) for key, value in there if value.error is None or not forget_failures]
    _write(run.folder / RESULTS, "".join(map(_line, kept)))
    return Run(run.folder)


def append(run: Run, question: Question, outcome: Outcome) -> None:
    """One reply, on disk before the next question is put."""
    with (run.folder / RESULTS).open("a", encoding="utf-8") as file:
        file.write(_line(Result(id=question.id, outcome=outcome)))
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Keeps a second process from writing the same run; the lock dies with its process."""
    lock = FileLock(folder / LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout as exc:
        raise InputError(f"另一个进程正在写 {folder}") from exc
    try:
        yield
    finally:
        lock.release()


def _line(result: Result) -> str:
    return result.model_dump_json() + "\n"


def _write(path: Path, text: str) -> None:
    beside = path.with_name(f"{path.name}.tmp")
    beside.write_text(text, encoding="utf-8", newline="\n")
    beside.replace(path)


def _read_meta(folder: Path) -> Meta:
    try:
        return Meta.model_validate_json((folder / META).read_bytes())
    except OSError as exc:
        raise InputError(f"{folder} 不是评测目录：读不了 {META}") from exc
    except ValidationError as exc:
        raise InputError(f"{folder / META} 不是本版本写的（{exc.error_count()} 处不符）") from exc


def _read_results(folder: Path) -> Iterator[Result]:
    """Whole lines only: what follows the last line end was cut off while it was written."""
    content = (folder / RESULTS).read_bytes()
    for number, line in enumerate(content[: content.rfind(b"\n") + 1].splitlines(), start=1):
        try:
            yield Result.model_validate_json(line)
        except ValidationError as exc:
            raise InputError(f"{folder / RESULTS} 第{number}行已损坏") from exc
