"""The question set: its format, reading it, and checking it against the reports of the store."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from qa.errors import QuestionSetError
from qa.evaluate.quotes import bare
from qa.evaluate.shelf import Shelf, card_of
from qa.records import Report, Turn

SCHEMA = Path(__file__).with_name("questions.schema.json")
CATEGORIES = ("fact", "compare", "trend", "list", "followup", "unanswerable")
CATEGORY_LABELS = dict(zip(CATEGORIES, ("单项事实", "比较", "趋势", "列举", "追问", "无法回答"), strict=True))

Category = Literal["fact", "compare", "trend", "list", "followup", "unanswerable"]
Text = Annotated[str, StringConstraints(pattern=r"\S")]
Item = Text | Annotated[list[Text], Field(min_length=1)]


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class HistoryTurn(_Model):
    role: Literal["user", "assistant"]
    content: Text


class Gold(_Model):
    """A sentence of a report that the answer rests on. ``doc`` must be one of the question's ``docs``."""

    doc: Text
    quote: Text


class Question(_Model):
    """One line of a question set.

    ``docs`` name reports by id, by file name, or by the file name's part before the first underscore.
    ``must_include``: every item has to be shown, an item that is a list by any one of its members.
    ``note`` is for people and has no part in marking.
    """

    id: Annotated[str, StringConstraints(pattern=r"^\S+$")]
    category: Category
    question: Text
    history: list[HistoryTurn]
    answerable: bool
    docs: list[Text]
    answer: Text
    must_include: Annotated[list[Item], Field(min_length=1)]
    must_not_include: list[Text]
    evidence: list[Gold]
    note: str = ""

    @property
    def turns(self) -> tuple[Turn, ...]:
        return tuple(Turn(turn.role, turn.content) for turn in self.history)

    @property
    def items(self) -> tuple[tuple[str, ...], ...]:
        """``must_include`` with every item as its alternatives."""
        return tuple((item,) if isinstance(item, str) else tuple(item) for item in self.must_include)


@dataclass(frozen=True, slots=True)
class Problem:
    line: int
    message: str

    def __str__(self) -> str:
        return f"第{self.line}行：{self.message}"


@dataclass(frozen=True, slots=True)
class Numbered:
    line: int
    question: Question


def schema() -> dict[str, Any]:
    """The JSON schema (2020-12) of one line, kept in ``questions.schema.json``."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **Question.model_json_schema()}


def load(path: Path) -> tuple[Numbered, ...]:
    """All questions of a JSON Lines file, with their line numbers.

    Raises QuestionSetError that names every fault with its line: bad JSON, unknown or missing fields, wrong
    types, ids used twice, evidence that contradicts the other fields.
    """
    read = [_read_line(number, line) for number, line in _lines(path)]
    good = tuple(item for item in read if isinstance(item, Numbered))
    problems = [problem for item in read if not isinstance(item, Numbered) for problem in item]
    problems += [*_repeated(good), *(problem for item in good for problem in _contradictions(item))]
    if not read:
        problems.append(Problem(1, "没有任何问题"))
    refuse(path, problems)
    return good


def check_docs(questions: Iterable[Numbered], shelf: Shelf) -> tuple[Problem, ...]:
    """Every ``doc`` that names no report of the store, or more than one."""
    found = ((item, doc, _named(doc, shelf)) for item in questions for doc in dict.fromkeys(item.question.docs))
    return tuple(
        Problem(item.line, f"docs 中的「{doc}」{'对应不止一份报告' if reports else '在库中找不到对应的报告'}")
        for item, doc, reports in found
        if len(reports) != 1
    )


def check_quotes(questions: Iterable[Numbered], shelf: Shelf) -> tuple[Problem, ...]:
    """Every gold quote that its report does not hold word for word, white space and width apart.

    A doc that names no report is no matter here, see ``check_docs``.
    """
    texts = {report.id: bare(report.text) for report in shelf.reports}
    return tuple(
        Problem(item.line, f"「{gold.doc}」的报告中没有这句原文：{gold.quote}")
        for item in questions
        for gold in item.question.evidence
        for report in _named(gold.doc, shelf)
        if bare(gold.quote) not in texts[report.id]
    )


def refuse(path: Path, problems: Iterable[Problem]) -> None:
    """Raises QuestionSetError with all ``problems`` in the order of lines; does nothing when there are none."""
    ordered = sorted(problems, key=lambda problem: problem.line)
    if ordered:
        raise QuestionSetError("\n".join([f"问题集 {path} 有 {len(ordered)} 处错误：", *map(str, ordered)]))


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as exc:
        raise QuestionSetError(f"读不了问题集 {path}：{exc.strerror}") from exc
    except UnicodeDecodeError as exc:
        raise QuestionSetError(f"问题集 {path} 不是 UTF-8 文本（第 {exc.start} 字节处）") from exc
    return ((number, line) for number, line in enumerate(text.split("\n"), start=1) if line.strip())


def _read_line(number: int, line: str) -> Numbered | list[Problem]:
    try:
        data = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as exc:
        where = f"第{exc.colno}列" if isinstance(exc, json.JSONDecodeError) else "嵌套过深"
        return [Problem(number, f"不是合法的 JSON（{where}）")]
    try:
        return Numbered(number, Question.model_validate(data))
    except ValidationError as exc:
        return [Problem(number, message) for message in dict.fromkeys(map(_explain, exc.errors()))]


_EXPLAINED = {
    "extra_forbidden": "未知字段",
    "missing": "缺少这个字段",
    "literal_error": "取值不在允许的范围内",
    "string_type": "应为字符串",
    "string_pattern_mismatch": "不能为空白，编号中也不能有空格",
    "bool_type": "应为 true 或 false",
    "list_type": "应为列表",
    "too_short": "不能为空",
    "model_type": "应为对象",
}


def _explain(error: Any) -> str:
    parts = [f"[{part}]" if isinstance(part, int) else f".{part}" for part in error["loc"] if _is_field(part)]
    field = "".join(parts).removeprefix(".") or "整行"
    allowed = f"（{'、'.join(CATEGORIES)}）" if error["loc"] == ("category",) else ""
    return f"{field}：{_EXPLAINED.get(error['type'], error['msg'])}{allowed}"


def _is_field(part: int | str) -> bool:
    """Pydantic names the branch of a union in the location; the reader knows fields and positions only."""
    return isinstance(part, int) or part.isidentifier()


def _repeated(questions: Iterable[Numbered]) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for item in questions:
        line = first.setdefault(item.question.id, item.line)
        if line != item.line:
            yield Problem(item.line, f"编号 {item.question.id} 与第{line}行重复")


def _contradictions(item: Numbered) -> Iterator[Problem]:
    question = item.question
    if question.answerable and not question.evidence:
        yield Problem(item.line, "answerable 为 true，但没有 evidence")
    if not question.answerable and question.evidence:
        yield Problem(item.line, "answerable 为 false，但有 evidence")
    if question.category == "unanswerable" and question.answerable:
        yield Problem(item.line, "category 为 unanswerable，但 answerable 为 true")
    for gold in question.evidence:
        if gold.doc not in question.docs:
            yield Problem(item.line, f"evidence 的 doc「{gold.doc}」不在 docs 中")


def _named(doc: str, shelf: Shelf) -> tuple[Report, ...]:
    return tuple(report for report in shelf.reports if card_of(report).goes_by(doc))
