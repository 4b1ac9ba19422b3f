"""Scanned pages: set from pictures of type, turned, made noisy, recognised and read like others."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from qa.corpus import ocr, read_reports
from qa.corpus.clean import Cleaned, clean
from qa.corpus.extract import extract
from qa.corpus.extracted import DOUBT, Extracted
from qa.errors import FileError

#: The characters of ``type.png``, row by row, 34 by 40 points each: 16 to a row, set at 150 dots an inch.
TYPE = (
    "%.0123456789。一万上下业个产人亿代位值元入全公农到加区去各吨善团地城增奋完小就市年幸建总成持指收改政斗新旅旧更村标民"
    "气活游生福空粮结续老菜蔬表财质路达过造里量镇长食（），"
)
WIDE, HIGH, ACROSS = 34, 40, 16
PAGE = (1240, 1754)
FIRST = "各位代表，过去一年，全市上下团结奋斗，地区生产总值增长6.1%，财政收入完成42.3亿元，粮食产量达到875万吨。"
SECOND = "新建农村公路290公里，改造老旧小区33个，城镇新增就业2.8万人，空气质量持续改善，人民生活更加幸福。"
TABLE = [("指标", "2014年", "2015年"), ("蔬菜产量（万吨）", "31.5", "36.2"), ("旅游收入（亿元）", "8.7", "9.4")]

needs_ocr = pytest.mark.skipif(not ocr.is_available(), reason="the extra ocr is not installed")


@cache
def sheet() -> Image.Image:
    return Image.open(Path(__file__).with_name("type.png")).convert("L")


def put(page: Image.Image, x: int, y: int, text: str) -> None:
    for char in text:
        if char in TYPE:
            at = TYPE.index(char)
            left, top = at % ACROSS * WIDE, at // ACROSS * HIGH
            page.paste(sheet().crop((left, top, left + WIDE, top + HIGH)), (x, y))
        x += WIDE // 2 if char.isascii() else WIDE


def set_lines(page: Image.Image, x: int, y: int, columns: int, paragraphs: Sequence[str]) -> None:
    for paragraph in paragraphs:
        text = f"\u3000\u3000{paragraph}"
        while text:
            size, width = 0, 0.0
            while size < len(text) and width < columns:
                width += 0.5 if text[size].isascii() else 1
                size += 1
            while size < len(text) and text[size] in "，。）%":
                size += 1
            put(page, x, y, text[:size])
            text, y = text[size:], y + 62


def blank() -> Image.Image:
    return Image.new("L", PAGE, 255)


def plain() -> Image.Image:
    page = blank()
    set_lines(page, 150, 160, 26, [FIRST, SECOND])
    return page


def noisy() -> Image.Image:
    pixels = np.asarray(plain()).astype(float)
    noise = np.random.default_rng(3).normal(0, 30, pixels.shape)
    return Image.fromarray((pixels + noise).clip(0, 255).astype("uint8"))


def two_columns() -> Image.Image:
    page = blank()
    set_lines(page, 110, 160, 13, [FIRST, SECOND])
    set_lines(page, 660, 160, 13, [SECOND, FIRST])
    return page


def table() -> Image.Image:
    page = blank()
    for row, cells in enumerate(TABLE):
        for column, cell in enumerate(cells):
            put(page, 130 + 400 * column, 200 + 80 * row, cell)
    return page


def bound(*pages: Image.Image) -> bytes:
    """A PDF of the pictures, one a page."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    for page in pages:
        canvas.drawImage(ImageReader(page), 0, 0, *A4)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def turned(page: Image.Image, degrees: float) -> Image.Image:
    return page.rotate(degrees, fillcolor=255, resample=Image.Resampling.BICUBIC)


@cache
def scanned() -> tuple[Extracted, Cleaned]:
    """One file of all the pages, recognised once: loading the models costs more than a page."""
    found = extract(bound(plain(), turned(plain(), 2), noisy(), two_columns(), table(), blank()))
    return found, clean(found.text, pages=found.pages)


def page_text(number: int) -> str:
    cleaned = scanned()[1]
    return "".join(cleaned.text[page.start : page.end] for page in cleaned.pages if page.number == number)


def right(text: str, read: str) -> float:
    """Share of characters read right, and in order."""
    text, read = (re.sub(r"\s", "", each).replace(DOUBT, "") for each in (text, read))
    blocks = SequenceMatcher(None, text, read, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / max(len(text), len(read))


@needs_ocr
@pytest.mark.parametrize(
    ("number", "text", "least"),
    [
        (1, FIRST + SECOND, 0.98),
        (2, FIRST + SECOND, 0.95),
        (3, FIRST + SECOND, 0.95),
        (4, FIRST + SECOND + SECOND + FIRST, 0.98),
    ],
    ids=["clean", "turned", "noisy", "columns"],
)
def test_characters_are_right_and_in_order(number: int, text: str, least: float) -> None:
    assert right(text, page_text(number)) >= least


@needs_ocr
def test_a_scanned_table_is_told_row_by_row() -> None:
    assert "2014年蔬菜产量31.5万吨。2015年蔬菜产量36.2万吨。" in page_text(5)


@needs_ocr
def test_recognised_pages_are_named_and_empty_ones_are_not() -> None:
    found, _ = scanned()
    assert (found.recognised, found.unread) == ((1, 2, 3, 4, 5), ())
    assert found.warnings == ("第 1、2、3、4、5 页是识别文字，请核对原件",)


@needs_ocr
def test_pages_of_a_report_say_that_they_were_recognised(tmp_path: Path) -> None:
    (tmp_path / "2015年梅州市政府工作报告.pdf").write_bytes(bound(plain()))
    (report,) = read_reports([tmp_path], passage_chars=200).reports
    page = report.page_at(10)
    assert page is not None and (page.number, page.recognised) == (1, True)
    assert "识别文字" in report.warnings[0]


# -- without the extra --------------------------------------------------------------------------------------------


def test_without_the_extra_the_message_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "is_available", lambda: False)
    with pytest.raises(FileError, match=r"共 1 页，没有文字层.*pip install 'gov-report-qa\[ocr\]'"):
        extract(bound(plain()))


# -- what is not sure ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "unsure", "marked"),
    [
        ("增长8.3%，完成。", {2}, "增长8.3%〔存疑〕，完成。"),
        ("增长8.3%，完成。", {7}, "增长8.3%，完成〔存疑〕。"),
        ("增长8.3%", {0, 1}, "增长8.3%〔存疑〕"),
        ("增长，完成。", {2}, "增长，完成。"),
    ],
)
def test_a_clause_with_a_character_that_is_not_sure_is_marked_at_its_end(
    text: str, unsure: set[int], marked: str
) -> None:
    sure = [(char, 0.3 if index in unsure else 0.99) for index, char in enumerate(text)]
    assert "".join(ocr._doubted(sure)) == marked
