"""Words that sound alike: what a reader mistyped is what the report says (数居 for 数据)."""

from __future__ import annotations

from functools import lru_cache

from pypinyin import lazy_pinyin


@lru_cache(maxsize=512)
def _sound(text: str) -> str:
    return " ".join(("", *lazy_pinyin(text), ""))


def sounds(word: str, text: str) -> bool:
    """Whether ``text`` has a word of the same sound, tones aside; for words of two characters or more."""
    return len(word) > 1 and _sound(word) in _sound(text)
