"""One written form for characters that look alike; invisible ones go."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from qa.hanzi import RADICALS, to_latin, to_simplified

# Chinese punctuation stays as it is; these full-width forms become half width: digits, letters, % + - . / and so on.
_KEPT_FULL_WIDTH = frozenset("！（），：；？［］｛｝｜～")
_LINE_ENDS = re.compile(r"\r\n?|[\u2028\u2029\x85\x0b]")
# Zero-width, bidirectional, other controls, private use, noncharacters: U+E000 and on carry our own marks later.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffc\ufffe\uffff\ue000-\uf8ff"
    "\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)
# 二O一九年, 二0一九年: the zero of a year in Chinese digits.
_YEAR_ZERO = re.compile(r"[一二][〇零○一二三四五六七八九0Oo◯]{3}(?=年)")
_ZERO = str.maketrans("0Oo◯", "〇〇〇〇")
# 19·5% and 3·2亿元 are decimals; 5·12地震 and 3·15晚会 are dates.
_RAISED_POINT = re.compile(r"[·•・](?<=\d.)(?=\d+(?:[%‰]|[亿万千百]|个百分点|元|吨|倍))")


_FULL_WIDTH = "".join(char for char in map(chr, range(0xFF01, 0xFF5F)) if char not in _KEPT_FULL_WIDTH)
_SPACES = "\t\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
# Kangxi radicals and compatibility ideographs, as PDF text layers give them: ⼭⻄ for 山西.
_IDEOGRAPHS = (("\u2e80", "\u2fdf"), ("\uf900", "\ufaff"), ("\U0002f800", "\U0002fa1f"))
# Few characters have another form: looking for them is five times as fast as looking each one up.
_VARIANTS = re.compile(
    f"[{re.escape(_FULL_WIDTH + _SPACES)}{''.join(f'{first}-{last}' for first, last in _IDEOGRAPHS)}]+"
)


def _table() -> dict[int, str]:
    table = {ord(char): chr(ord(char) - 0xFEE0) for char in _FULL_WIDTH} | dict.fromkeys(map(ord, _SPACES), " ")
    for code in (code for first, last in _IDEOGRAPHS for code in range(ord(first), ord(last) + 1)):
        table[code] = RADICALS.get(chr(code)) or unicodedata.normalize("NFKC", chr(code))
    return table


_TABLE = _table()


# Simplified texts have a few characters that opencc changes (乾, 瞭), traditional ones a third.
_TRADITIONAL_SHARE = 0.05


def simplified(text: str) -> str | None:
    """``text`` in simplified characters when it is written in traditional ones, else None."""
    counts = {char: count for char, count in Counter(text).items() if "\u4e00" <= char <= "\u9fff"}
    changed = sum(count for char, count in counts.items() if to_simplified(char) != char)
    if changed <= _TRADITIONAL_SHARE * sum(counts.values()):
        return None
    return to_simplified(text)


def normalise(text: str) -> str:
    """Same characters in one form; lines end in \\n, spaces are U+0020, page breaks stay U+000C."""
    text = _LINE_ENDS.sub("\n", text)
    text = _VARIANTS.sub(lambda match: match[0].translate(_TABLE), _INVISIBLE.sub("", text))
    text = _YEAR_ZERO.sub(lambda match: match[0].translate(_ZERO), to_latin(text))
    return _RAISED_POINT.sub(".", text)
