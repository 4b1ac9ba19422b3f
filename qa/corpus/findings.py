"""What was found of a report, where, and how surely; and the places where one looks."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

T = TypeVar("T")


class Where(StrEnum):
    USER = "user"
    TITLE = "title"
    HEAD = "head"
    TEXT = "text"
    FILE_NAME = "file_name"


@dataclass(frozen=True, slots=True)
class Finding(Generic[T]):
    """A value, where it was read, and how sure that is (0 to 1)."""

    value: T
    where: Where
    sure: float


WHERE_LABELS = {
    Where.USER: "用户更正",
    Where.TITLE: "标题",
    Where.HEAD: "文首",
    Where.TEXT: "正文",
    Where.FILE_NAME: "文件名",
}


@dataclass(frozen=True, slots=True)
class Pieces:
    """The report cut into the places where one looks, in order of trust."""

    title: str
    head: tuple[str, ...]
    opening: str
    text: str
    stem: str
    paragraphs: tuple[str, ...]
