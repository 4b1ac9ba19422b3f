"""Text that came over the wire: what is refused, what is silently taken out.

Work is done per distinct character, so that a body of a megabyte does not hold up the event loop.
"""

from __future__ import annotations

import re
import unicodedata

# Real text stacks two or three marks on a letter; a thousand is an attack on whoever renders it.
MAX_MARKS = 4
_ALLOWED_CONTROLS = frozenset("\t\n\r")
# Letters by category, but drawn as nothing.
_BLANK_LETTERS = frozenset("\u115f\u1160\u3164\uffa0")


def is_printable(text: str) -> bool:
    """Whether ``text`` is free of control characters, lone surrogates and Unicode non-characters."""
    return not any(_is_forbidden(char) for char in set(text))


def _is_forbidden(char: str) -> bool:
    category = unicodedata.category(char)
    if category == "Cc":
        return char not in _ALLOWED_CONTROLS
    return category == "Cs" or _is_noncharacter(ord(char))


def _is_noncharacter(code: int) -> bool:
    return 0xFDD0 <= code <= 0xFDEF or (code & 0xFFFE) == 0xFFFE


def clean(text: str) -> str:
    """``text`` without invisible format characters (zero width, bidi, tags) and without piled-up marks."""
    distinct = set(text)
    invisible = (char for char in distinct if unicodedata.category(char) == "Cf")
    text = text.translate(dict.fromkeys(map(ord, invisible)))
    marks = "".join(char for char in distinct if unicodedata.category(char) in ("Mn", "Me"))
    if marks:
        text = re.sub(f"([{marks}]{{{MAX_MARKS}}})[{marks}]+", r"\1", text)
    return text.strip()


def says_something(text: str) -> bool:
    """Whether any letter or digit is left: not only white space, punctuation or emoji."""
    return any(unicodedata.category(char)[0] in "LN" and char not in _BLANK_LETTERS for char in set(text))
