"""Text of scanned pages, recognised by rapidocr (the extra ``ocr``). Runs in a child process with limits of its own.

The recogniser gives characters with their places: columns, tables and notes are read from those as from a text layer.
"""

from __future__ import annotations

import importlib.util
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from statistics import median
from typing import Any

from qa.corpus.extracted import DOUBT
from qa.corpus.layout import Glyph

#: Pages of one file that are recognised; a page takes seconds.
MAX_PAGES = 300
MISSING = "安装识别组件后可以读取：pip install 'gov-report-qa[ocr]'"
# Dots an inch, of 72 points: what scanners give at least.
_SCALE = 150 / 72
_SURE = 0.75
_FIGURE = frozenset("%‰.")
_PAUSES = frozenset("，。、；：！？,;:!?")
# One thread each: waiting for one another costs more than it gains on a page, and counts as time of the processor.
_PARAMETERS = {
    "Global.log_level": "critical",
    "Global.use_cls": False,
    "EngineConfig.onnxruntime.intra_op_num_threads": 1,
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
}
# Boxes of lines are higher than their type.
_TYPE = 0.75
_SAME_SIZE = 0.25


def is_available() -> bool:
    return all(importlib.util.find_spec(name) is not None for name in ("rapidocr", "onnxruntime"))


class Recogniser:
    """Loads its models once."""

    def __init__(self) -> None:
        from rapidocr import RapidOCR

        self._engine: Any = RapidOCR(params=_PARAMETERS)

    def glyphs(self, page: Any) -> list[Glyph]:
        """Characters of a page of a PDF, from the picture of it."""
        picture = page.render(scale=_SCALE).to_numpy()
        found = self._engine(picture[:, :, :3], return_word_box=True, return_single_char_box=True)
        if found.boxes is None or not found.word_results:
            return []
        lines = list(_lines(found.boxes, found.word_results, _skew(found.boxes)))
        usual = median(glyph.size for line in lines for glyph in line) if lines else 0.0
        # Lines of one size of type come out a little higher or lower.
        return [
            replace(glyph, size=usual) if abs(glyph.size / usual - 1) <= _SAME_SIZE else glyph
            for line in lines
            for glyph in line
        ]


def _skew(boxes: Any) -> float:
    """The angle by which the page lies askew, of its longer lines."""
    tops = [(box[1][0] - box[0][0], box[1][1] - box[0][1]) for box in boxes]
    longest = max((across for across, _ in tops), default=0.0)
    angles = [math.atan2(down, across) for across, down in tops if across >= longest / 2 > 0]
    return median(angles) if angles else 0.0


def _lines(boxes: Any, words: Iterable[Any], skew: float) -> Iterator[list[Glyph]]:
    turn = math.cos(-skew), math.sin(-skew)
    for box, characters in zip(boxes, words, strict=False):
        corners = [_turned(point, turn) for point in box]
        top, bottom = (corners[0][1] + corners[1][1]) / 2, (corners[2][1] + corners[3][1]) / 2
        size = (bottom - top) * _TYPE
        read = [
            (str(text), float(sure), [_turned(point, turn)[0] for point in place]) for text, sure, place in characters
        ]
        texts = _doubted([(text, sure) for text, sure, _ in read])
        yield [
            Glyph(text, min(xs) / _SCALE, max(xs) / _SCALE, bottom / _SCALE, max(size / _SCALE, 0.1), breaks=not number)
            for number, (text, (_, _, xs)) in enumerate(zip(texts, read, strict=True))
        ]


def _turned(point: Any, turn: tuple[float, float]) -> tuple[float, float]:
    cos, sin = turn
    x, y = float(point[0]), float(point[1])
    return x * cos - y * sin, x * sin + y * cos


def _doubted(characters: Sequence[tuple[str, float]]) -> list[str]:
    """The characters, clauses with one that is not sure marked at their end: a mark inside could part a figure."""
    texts: list[str] = []
    doubt = False
    for text, sure in characters:
        if text in _PAUSES and doubt:
            texts[-1] += DOUBT
            doubt = False
        texts.append(text)
        doubt = doubt or (sure < _SURE and (text.isalnum() or text in _FIGURE))
    if doubt:
        texts[-1] += DOUBT
    return texts
