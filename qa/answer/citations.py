"""Citation marks in what a model writes: every form understood, unknown numbers dropped and counted."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

#: [1] 【1】 ［1］ [^1] [1-3] [1, 2] [1、2] 〔1〕 [原句1] and [-1], which names nothing but must go too.
_MARK = re.compile(
    r"[\[【［〔]\s*(?:\^|原句|材料|句|来源|引用|资料|编号)?\s*(-?\d{1,4}(?:\s*(?:[-—–~～至到]|[,，、;；])\s*(?:\^|原句)?\d{1,4})*)\s*[\]】］〕]"
)
_RANGE = re.compile(r"(\d+)\s*[-—–~～至到]\s*(\d+)")
_LONGEST_RANGE = 20


@dataclass(frozen=True, slots=True)
class Marked:
    """Text whose marks all have the form ``[n]`` with known numbers; ``used`` in order of appearance."""

    text: str
    used: tuple[int, ...]
    dropped: int


def clean_marks(text: str, known: Collection[int]) -> Marked:
    """``text`` with uniform marks; numbers outside ``known`` are taken out and counted."""
    used: dict[int, None] = {}
    dropped = 0

    def rewrite(match: re.Match[str]) -> str:
        nonlocal dropped
        numbers = _numbers(match[1])
        kept = [number for number in numbers if number in known]
        dropped += len(numbers) - len(kept)
        used.update(dict.fromkeys(kept))
        return "".join(f"[{number}]" for number in kept)

    return Marked(_MARK.sub(rewrite, text), tuple(used), dropped)


def without_marks(text: str) -> str:
    return _MARK.sub("", text)


def _numbers(inside: str) -> list[int]:
    numbers: list[int] = []
    position = 0
    for match in _RANGE.finditer(inside):
        numbers += _plain(inside[position : match.start()])
        first, last = int(match[1]), int(match[2])
        numbers += range(first, min(last, first + _LONGEST_RANGE) + 1)
        position = match.end()
    return list(dict.fromkeys(numbers + _plain(inside[position:])))


def _plain(inside: str) -> list[int]:
    return [int(number) for number in re.findall(r"-?\d+", inside)]


def claims_by(text: str) -> dict[int, str]:
    """What of ``text`` is said with each mark: the run of text that it ends."""
    claims: dict[int, str] = {}
    position = 0
    for match in re.finditer(r"(?:\[\d+\])+", text):
        for number in _plain(match[0]):
            claims[number] = claims.get(number, "") + text[position : match.start()]
        position = match.end()
    return claims
