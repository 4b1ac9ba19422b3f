"""Small raised characters: numbers of notes, which are no part of a figure, and exponents, which are."""

from __future__ import annotations

import re

_MARK = re.compile(
    r"(?:[\[［〔【(（]?\s*(?:注|附注)?\s*(?:(?<!\d)\d{1,3}(?!\d)|[①-⑳㉑-㉟❶-❿⓪]|[*＊※†‡§]{1,3}|[ivx]{1,4}|[a-z]|[一二三四五六七八九十]{1,3})?\s*[\]］〕】)）]?[,，、\-–—]?)+"
)
#: Of units in Latin letters: m2, km3; of a power of ten.
_BASE = re.compile(r"(?<![A-Za-z])(?:[kcdm]?m|10)$|(?:×|x)10$")
_EXPONENTS = str.maketrans("0123456789-−+", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁻⁺")


def raised(text: str, before: str) -> str:
    """What of the raised ``text`` behind ``before`` is to be read: nothing of the number of a note, an exponent as one,
    other words as they are."""
    bare = text.strip()
    if _BASE.search(before.rstrip()) and bare.lstrip("-−+").isdigit():
        return bare.translate(_EXPONENTS)
    return "" if _MARK.fullmatch(bare) else text
