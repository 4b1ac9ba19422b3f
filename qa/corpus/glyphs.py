"""The characters of a PDF page with their places, and whether anybody sees them.

Whether a character is seen is looked up on the page as it is drawn: hidden layers, white letters, covered and
transparent ones leave no mark there, whatever the way they were hidden in. A font that could not be drawn at all, for it
is neither in the file nor on this machine, tells nothing.
"""

from __future__ import annotations

import ctypes
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pypdfium2 import raw

from qa.corpus.layout import Glyph

_INVISIBLE_MODES = frozenset({3, 7})
#: Levels of grey that tell ink from ground.
_CONTRAST = 8
#: So many marks in a row must be missing: a font may lack a rare character.
_MISSING, _MISSING_LENT = 2, 3
# Characters of a page number or a stamp, beside a picture of so much of the page.
_FEW, _COVERED = 20, 0.5
_PAGE_PIXELS = 4_000_000
#: A line that strikes out: so thick at most, over so much of characters alone, so high above where they stand.
_THIN, _OWN = 2.5, 0.75
_LOW, _HIGH = 0.18, 0.5
_MOST = 2_000


@dataclass(slots=True)
class _Mark:
    """A character with what tells whether it is seen. ``box`` on the drawn page; ``font`` and ``lent``: which, and that
    the file does not carry it."""

    glyph: Glyph
    box: tuple[float, float, float, float]
    mode: int
    font: int
    lent: bool
    fill: int | None
    inked: bool = True
    seen: bool = True
    struck: bool = False


class Page:
    """``seen`` and ``hidden``: the characters of a page in the order in which the file draws them."""

    def __init__(self, page: Any, drawing_fonts: set[int]) -> None:
        """``drawing_fonts``: fonts that were seen to draw; grows."""
        self._page = page
        self._width, self._height = page.get_size()
        self._affine = _affine(page, self._width, self._height)
        text_page = page.get_textpage()
        try:
            self._marks = list(self._read(text_page))
        finally:
            text_page.close()
        self._look(drawing_fonts)
        self._strike()
        self.seen = [mark.glyph for mark in self._marks if mark.seen and not mark.struck]
        #: A picture with next to no text beside it.
        self.scanned = len(self.seen) < _FEW and self._pictured
        self.hidden = "".join(mark.glyph.text for mark in self._marks if not mark.seen).strip()
        self.struck = "".join(mark.glyph.text for mark in self._marks if mark.struck).strip()

    def _read(self, text_page: Any) -> Iterator[_Mark]:
        fonts: dict[int, tuple[int, int, bool, int | None]] = {}
        high = 0
        breaks = False
        x, y = ctypes.c_double(), ctypes.c_double()
        for index in range(text_page.count_chars()):
            unit = raw.FPDFText_GetUnicode(text_page, index)
            if unit in (0x0A, 0x0D):
                breaks = True
                continue
            if 0xD800 <= unit < 0xDC00:
                high = unit
                continue
            if 0xDC00 <= unit < 0xE000 and high:
                unit = 0x10000 + ((high - 0xD800) << 10) + unit - 0xDC00
            high = 0
            # PDFium gives U+0002 for a hyphen at a line end.
            text = "-" if unit == 2 else chr(unit) if unit and not 0xD800 <= unit < 0xE000 else ""
            if not text or (raw.FPDFText_IsGenerated(text_page, index) == 1 and not text.strip() and breaks):
                continue
            drawn = raw.FPDFText_GetTextObject(text_page, index)
            address = ctypes.addressof(drawn.contents) if drawn else 0
            if address not in fonts:
                fonts[address] = _font(drawn) if drawn else (0, 0, True, None)
            raw.FPDFText_GetCharOrigin(text_page, index, x, y)
            box = self._placed(*text_page.get_charbox(index, loose=True))
            _, base = self._point(x.value, y.value)
            size = _size(text_page, index) or max(box[3] - box[1], 0.1)
            glyph = Glyph(text, box[0], box[2], base, size, breaks)
            yield _Mark(glyph, box, *fonts[address])
            breaks = False

    def _point(self, x: float, y: float) -> tuple[float, float]:
        a, b, c, d, e, f = self._affine
        return a * x + c * y + e, b * x + d * y + f

    def _placed(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        (x0, y0), (x1, y1) = self._point(left, bottom), self._point(right, top)
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)

    def _strike(self) -> None:
        """Characters that a thin line goes through, one that is no longer than they are."""
        for line in (self._placed(*bounds) for bounds in _bounds(self._page, raw.FPDF_PAGEOBJ_PATH)):
            left, top, right, bottom = line
            if bottom - top > _THIN or right - left < 2 * _THIN:
                continue
            struck = [mark for mark in self._marks if _goes_through(line, mark)]
            width = sum(mark.glyph.right - mark.glyph.left for mark in struck)
            if width >= _OWN * (right - left):
                for mark in struck:
                    mark.struck = True

    # -- what is seen ---------------------------------------------------------------------------------------------

    def _look(self, drawing_fonts: set[int]) -> None:
        picture = _Picture(self._page, self._width, self._height)
        images = [self._placed(*bounds) for bounds in _bounds(self._page, raw.FPDF_PAGEOBJ_IMAGE)]
        covered = max(((box[2] - box[0]) * (box[3] - box[1]) for box in images), default=0.0)
        pictured = covered >= _COVERED * self._width * self._height or not self._marks
        self._pictured = pictured and picture.has_ink((0, 0, self._width, self._height))
        solid = [mark for mark in self._marks if mark.glyph.text.strip()]
        for mark in solid:
            mark.inked = picture.has_ink(mark.box)
            if mark.inked and mark.mode not in _INVISIBLE_MODES:
                drawing_fonts.add(mark.font)
        for run in _runs(solid):
            for mark in run:
                mark.seen = self._is_seen(mark, len(run), picture, images, drawing_fonts)
        last = True
        for mark in self._marks:
            if mark.glyph.text.strip():
                last = mark.seen
            mark.seen = last

    def _is_seen(
        self, mark: _Mark, missing: int, picture: _Picture, images: Sequence[tuple[float, ...]], drawing: set[int]
    ) -> bool:
        """``missing``: how many characters around it left no mark, itself included."""
        x, y = (mark.box[0] + mark.box[2]) / 2, (mark.box[1] + mark.box[3]) / 2
        if not (0 <= x <= self._width and 0 <= y <= self._height):
            return False
        if mark.mode in _INVISIBLE_MODES:
            # Text recognised by a program lies unseen under the picture of the page: what it says is seen.
            return any(left <= x <= right and top <= y <= bottom for left, top, right, bottom in images)
        if mark.inked:
            return True
        ground = picture.ground(mark.box)
        if mark.fill is not None and ground is not None and abs(mark.fill - ground) < _CONTRAST:
            return False
        if mark.lent:
            return mark.font not in drawing or missing < _MISSING_LENT
        return missing < _MISSING


def _goes_through(line: tuple[float, float, float, float], mark: _Mark) -> bool:
    """Through the middle of the character, and through most of it."""
    left, top, right, bottom = line
    glyph = mark.glyph
    height = (glyph.base - (top + bottom) / 2) / glyph.size
    inside = min(right, glyph.right) - max(left, glyph.left)
    return _LOW <= height <= _HIGH and inside >= 0.7 * (glyph.right - glyph.left) > 0


def _runs(marks: Sequence[_Mark]) -> Iterator[list[_Mark]]:
    """Each inked character alone, those without a mark together with their neighbours."""
    run: list[_Mark] = []
    for mark in marks:
        if mark.inked:
            if run:
                yield run
            yield [mark]
            run = []
        else:
            run.append(mark)
    if run:
        yield run


def _affine(page: Any, width: float, height: float) -> tuple[float, ...]:
    """From the coordinates of the file to points from the top left corner, whatever the page is turned by."""
    points = []
    x, y = ctypes.c_int(), ctypes.c_int()
    for at in ((0.0, 0.0), (1000.0, 0.0), (0.0, 1000.0)):
        raw.FPDF_PageToDevice(page, 0, 0, int(width * 100), int(height * 100), 0, *at, x, y)
        points.append((x.value / 100, y.value / 100))
    (e, f), (ax, ay), (cx, cy) = points
    return (ax - e) / 1000, (ay - f) / 1000, (cx - e) / 1000, (cy - f) / 1000, e, f


def _size(text_page: Any, index: int) -> float:
    """Of the type, in points; 0 where it is not known. Boxes do not tell it: of some fonts they are as small as 一."""
    matrix = raw.FS_MATRIX()
    if not raw.FPDFText_GetMatrix(text_page, index, matrix):
        return 0.0
    scale: float = abs(matrix.a * matrix.d - matrix.b * matrix.c) ** 0.5
    return float(raw.FPDFText_GetFontSize(text_page, index)) * scale


def _font(drawn: Any) -> tuple[int, int, bool, int | None]:
    """Render mode, a name for the font, whether the file lacks it, and the grey of its colour."""
    font = raw.FPDFTextObj_GetFont(drawn)
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    known = raw.FPDFPageObj_GetFillColor(drawn, red, green, blue, alpha)
    fill = round(0.299 * red.value + 0.587 * green.value + 0.114 * blue.value) if known and alpha.value > 8 else None
    embedded = bool(font) and raw.FPDFFont_GetIsEmbedded(font) == 1
    name = ctypes.addressof(font.contents) if font else 0
    return int(raw.FPDFTextObj_GetTextRenderMode(drawn)), name, not embedded, fill


def _bounds(page: Any, kind: int) -> Iterator[tuple[float, float, float, float]]:
    """Of the objects of a kind, at the most as many as a page for readers has."""
    for item in itertools.islice(page.get_objects(filter=[kind], max_depth=4), _MOST):
        yield item.get_bounds()


class _Picture:
    """The page as it is drawn, in greys, a point a pixel or less."""

    def __init__(self, page: Any, width: float, height: float) -> None:
        self._scale = min(1.0, (_PAGE_PIXELS / max(1.0, width * height)) ** 0.5)
        bitmap = page.render(scale=self._scale, grayscale=True)
        self._width, self._height, self._stride = bitmap.width, bitmap.height, bitmap.stride
        self._pixels = bytes(bitmap.buffer)
        bitmap.close()

    def _lines(self, box: tuple[float, float, float, float]) -> Iterator[bytes]:
        """The lines of greys in the box, those of its middle first, where ink is most likely; none outside the page."""
        left, top, right, bottom = (int(value * self._scale) for value in box)
        left, right = max(0, left), min(self._width, max(right, left + 1))
        top, bottom = max(0, top), min(self._height, max(bottom, top + 1))
        middle = (top + bottom) // 2
        for row in itertools.chain(range(middle, bottom), range(top, middle)) if left < right else ():
            yield self._pixels[row * self._stride + left : row * self._stride + right]

    def has_ink(self, box: tuple[float, float, float, float]) -> bool:
        dark, light = 255, 0
        for line in self._lines(box):
            dark, light = min(dark, *line), max(light, *line)
            if light - dark >= _CONTRAST:
                return True
        return False

    def ground(self, box: tuple[float, float, float, float]) -> int | None:
        """A grey of a box without ink."""
        return next((line[0] for line in self._lines(box)), None)
