"""Numerals as Chinese reports write them (1，461 · 1.2万 · 二十五点六 · 四亿零七百万) to exact decimals."""

from __future__ import annotations

import re
from decimal import Decimal

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "亿": 10**8}
SCALES = _SMALL | _LARGE

_D = "[一二两三四五六七八九]"
_SECTION = rf"(?:{_D}千)?(?:零?{_D}百)?(?:零?{_D}?十)?(?:零?{_D})?"
_BELOW_LARGE = rf"(?:{_SECTION}万零?)?{_SECTION}"
_WELL_FORMED = re.compile(rf"(?:{_BELOW_LARGE}亿零?)?{_BELOW_LARGE}|[百千]?(?:万亿|[万亿])?|零")
_PIECE = re.compile(r"(\d[\d,]*(?:\.\d+)?)|([十百千万亿])")


def chinese_integer(numeral: str) -> int | None:
    """Value of a Chinese integer such as 四亿零七百万 or 两千三; None when it is not well formed (十四五, 千百)."""
    if not numeral or not _WELL_FORMED.fullmatch(numeral):
        return None
    total = below = section = digit = 0
    last_scale = 1
    for char in numeral:
        if char in DIGITS:
            digit = DIGITS[char]
            last_scale = 1 if digit == 0 else last_scale
        elif char in _SMALL:
            section += (digit or 1) * _SMALL[char]
            digit, last_scale = 0, _SMALL[char]
        else:
            below, total = _close(char, below, section + digit or (below == 0) * 1, total)
            section, digit, last_scale = 0, 0, _LARGE[char]
    return total + below + section + digit * max(1, last_scale // 10)


def _close(large: str, below: int, part: int, total: int) -> tuple[int, int]:
    if large == "万":
        return below + part * _LARGE[large], total
    return 0, total + (below + part) * _LARGE[large]


def chinese_number(numeral: str) -> Decimal | None:
    """As ``chinese_integer``, with decimals after 点: 二十五点六 is 25.6."""
    whole, point, places = numeral.partition("点")
    value = chinese_integer(whole)
    if value is None or (point and not places):
        return None
    return Decimal(value) if not point else Decimal(f"{value}.{''.join(str(DIGITS[c]) for c in places)}")


def chinese_year(numeral: str) -> int:
    """Digits read one by one: 二〇二三 is 2023, and so is 2023."""
    return int("".join(str(DIGITS.get(c, c)) for c in numeral))


def whole_number(written: str) -> int | None:
    """3 of 3 or 三, 23 of 二十三; None for what is no whole number."""
    return int(written) if written.isdecimal() else chinese_integer(written)


def scale_factor(scale: str) -> int:
    """万亿 is 10**12, 百万 is 10**6, the empty scale is 1."""
    factor = 1
    for char in scale:
        factor *= SCALES[char]
    return factor


def mixed_number(numeral: str) -> tuple[Decimal, str]:
    """``(value, scale)`` of digits with scales, e.g. (1.2E12, 万亿) for 1.2万亿; compounds such as 3亿8千万 add up.

    The scale is that of the first part, the one the writer rounds to.
    """
    value, part, first, scale = Decimal(0), Decimal(0), "", ""
    for digits, char in _PIECE.findall(numeral):
        if digits:
            value += part * scale_factor(scale)
            first = first or scale
            part, scale = Decimal(digits.replace(",", "")), ""
        else:
            scale += char
    return value + part * scale_factor(scale), first or scale
