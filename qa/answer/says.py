"""Whether a text has a word of what is asked, in whatever words."""

from __future__ import annotations

from qa.question.wanted import Word
from qa.wording.framing import said
from qa.wording.sounds import sounds


def says(word: Word, text: str) -> bool:
    """Whether ``text``, in small letters, has the word, written out or mistyped, or another name of it as that stands."""
    named = said(word.text, text) or any(meaning.lower() in text for meaning in word.meanings)
    return named or (not word.known and sounds(word.text, text))
