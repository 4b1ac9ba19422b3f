"""Whether a text has a word of what is asked, in whatever words."""

from __future__ import annotations

from qa.question.wanted import Wanted, Word
from qa.records import Plan
from qa.wording.framing import said
from qa.wording.sounds import sounds

#: So many words in letters are another language, and no names like 5G.
_LANGUAGE = 3


def words_asked(plan: Plan, wanted: Wanted) -> list[Word]:
    """The words of what is asked for but for places, and, of a question in another language, what no report can say."""
    places = "".join((*plan.places, *plan.missing_places))
    lettered = [word for word in wanted.words if word.text.isascii() and not word.meanings]
    foreign = plan.ask.foreign or len(lettered) >= _LANGUAGE
    return [word for word in wanted.words if word.text not in places and not (foreign and word in lettered)]


def says(word: Word, text: str) -> bool:
    """Whether ``text``, in small letters, has the word, written out or mistyped, or another name of it as that stands."""
    named = said(word.text, text) or any(meaning.lower() in text for meaning in word.meanings)
    return named or (not word.known and sounds(word.text, text))
