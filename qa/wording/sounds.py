"""Words that sound alike: what a reader mistyped is what the report says (数居 for 数据)."""

from __future__ import annotations

from functools import lru_cache

from pypinyin import lazy_pinyin

#: Characters that join words and are in none that is mistyped: 热和电 does not say 核电.
_JOINING = frozenset("和与及的了为等在对将其以由从")
#: End no name, however it is mistyped: 完成得怎么样 does not say 承德.
PARTICLES = tuple("得的了地着过")


@lru_cache(maxsize=512)
def _sound(text: str) -> str:
    return " ".join(("", *lazy_pinyin(text), ""))


def sounds(word: str, text: str) -> bool:
    """Whether ``text`` has a word of the same sound, tones aside, and a character in common; for words of two characters
    or more: 矿工 is not the sound of 况公."""
    size = len(word)
    if size < 2 or _sound(word) not in _sound(text):
        return False
    around = {i for char in set(word) for i in _places(char, text)}
    windows = {start for i in around for start in range(max(0, i - size + 1), min(i, len(text) - size) + 1)}
    heard = (text[start : start + size] for start in windows)
    return any(_sound(other) == _sound(word) for other in heard if other == word or not _JOINING & set(other))


def _places(char: str, text: str) -> list[int]:
    return [i for i, other in enumerate(text) if other == char]
