"""What chat front ends put around a question, and what they ask on the side.

Told by their marks (tags, a transcript as the one message), which stay when an operator rewords or translates a
template; by its words only what has no marks (NextChat's).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from qa.places import load_gazetteer
from qa.question.years import find_years
from qa.records import Turn
from qa.web import text
from qa.wording.front_ends import wants_summary, wants_title

MAX_TITLE_CHARS = 24
# Of a long conversation only its two ends are read, and of a long question its beginning: the event loop waits for it.
END_CHARS, QUESTION_CHARS = 20_000, 500
TOPIC = "政府工作报告"
# Every report answers these.
FOLLOW_UPS = ("{where}的主要预期目标有哪些？", "{where}的重点工作有哪些？")
# What ends a front end's own material; the reader's words follow it (Open WebUI).
_MATERIAL_ENDS = ("</context>", "</attached_files>")
_QUERY = ("<user_query>", "</user_query>")
# What begins it; the reader's words stand before it (LobeChat).
_MATERIAL_BEGINS = "<!-- SYSTEM CONTEXT (NOT PART OF USER QUERY) -->"
# Between what the reader's words stand (Cherry Studio).
_REFERENCED = ("## My question is:", "## Reference Materials:")
_HISTORY = ("<chat_history>", "</chat_history>")
_READER, _WRITER = "USER: ", "ASSISTANT: "
_ROLES = (_READER, _WRITER, "SYSTEM: ", "TOOL: ")
# The shape asked for: { "title": "…" }, { "tags": ["…"] }.
_SHAPE = re.compile(r'\{\s*"(\w{1,40})"\s*:\s*(["\[])')

Made = str | list[str]


def question_in(content: str) -> str:
    """The reader's question inside a wrapper with material, which is left out: answers come from the reports alone."""
    said = content
    for end in _MATERIAL_ENDS:
        said = said.rpartition(end)[2]
    if said != content:
        said = _between(said, _QUERY) or said
    said = said.partition(_MATERIAL_BEGINS)[0]
    said = _between(said, _REFERENCED) or said
    return said.strip() if text.says_something(said) else content


def side_reply(content: str, history: Sequence[Turn] = ()) -> str | None:
    """What a request about a conversation asks for (its title, tags, …), as JSON where it asks for that; None for a
    question.

    Made of the reader's own questions: no search, and nothing that would have to be cited.
    """
    before, _, rest = content.partition(_HISTORY[0])
    told, closed, after = rest.rpartition(_HISTORY[1])
    shape = (_SHAPE.search(before) or _SHAPE.search(after)) if closed else None
    if shape:
        made: Made = [] if shape[2] == "[" else ""
        questions = _questions(told)
        if shape[1] in _MAKERS and questions:
            made = _MAKERS[shape[1]](questions)
        return json.dumps({shape[1]: made}, ensure_ascii=False)
    # The instruction is in the system's message, all the conversation in one of the user's.
    if history and all(turn.role == "system" for turn in history):
        return _titled(_transcribed(content))
    asked = [turn.content[:QUESTION_CHARS] for turn in history if turn.role == "user"]
    if wants_title(content):
        return _titled(asked)
    return "\n".join(asked) or None if wants_summary(content) else None


def _titled(questions: Sequence[str]) -> str | None:
    return _title(questions) if questions else None


def _transcribed(content: str) -> list[str]:
    """The reader's questions in a message that is a conversation and nothing else: line by line (LobeChat) or as JSON
    (Cherry Studio)."""
    if content.startswith("["):
        return _questions("\n".join(_lines_of(content)))
    first, *lines = _ends(content).splitlines() or [""]
    whole = _told_by(first) == _READER and any(_told_by(line) == _WRITER for line in lines)
    return _questions(content) if whole else []


def _lines_of(content: str) -> Iterator[str]:
    try:
        turns = json.loads(content)
    except (ValueError, RecursionError):
        return
    if isinstance(turns, list) and all(
        isinstance(turn, dict) and {"role", "mainText"} <= turn.keys() for turn in turns
    ):
        yield from (f"{turn['role']}: {turn['mainText']}" for turn in turns)


def _told_by(line: str) -> str | None:
    """The role that begins ``line``, however it is written."""
    return next((role for role in _ROLES if line[: len(role)].upper() == role), None)


def _between(content: str, tags: tuple[str, str]) -> str:
    return content.partition(tags[0])[2].rpartition(tags[1])[0]


def _questions(history: str) -> list[str]:
    """What the reader said, turn by turn; a turn may have several lines."""
    turns: list[list[str]] = []
    reading = False
    for line in _ends(history).splitlines():
        role = _told_by(line)
        if role is not None:
            reading = role == _READER
            if reading:
                turns.append([line[len(role) :]])
        elif reading:
            turns[-1].append(line)
    said = (question_in("\n".join(turn)).strip() for turn in turns)
    return [question[:QUESTION_CHARS] for question in said if question]


def _ends(history: str) -> str:
    return history if len(history) <= 2 * END_CHARS else f"{history[:END_CHARS]}\n{history[-END_CHARS:]}"


def _title(questions: Sequence[str]) -> str:
    title = " ".join(questions[0].split()).rstrip("？?。.！!")
    return title if len(title) <= MAX_TITLE_CHARS else title[: MAX_TITLE_CHARS - 1] + "…"


def _tags(questions: Sequence[str]) -> Made:
    return [TOPIC, *_places(questions[-1])[:2], *_years(questions[-1])[:2]]


def _follow_ups(questions: Sequence[str]) -> Made:
    """About the last place and year that the reader asked about; none before a place is named."""
    place = next((found[0] for said in reversed(questions) if (found := _places(said))), None)
    year = next((found[0] for said in reversed(questions) if (found := _years(said))), "")
    suggested = [form.format(where=f"{place}{year}") for form in FOLLOW_UPS if place]
    return [one for one in suggested if one not in questions]


def _queries(questions: Sequence[str]) -> Made:
    return [questions[-1]]


def _places(said: str) -> list[str]:
    return list(dict.fromkeys(mention.place.name for mention in load_gazetteer().find(said)))


def _years(said: str) -> list[str]:
    return [f"{year}年" for mention in find_years(said) for year in mention.years[:1]]


_MAKERS: Mapping[str, Callable[[Sequence[str]], Made]] = {
    "title": _title,
    "tags": _tags,
    "follow_ups": _follow_ups,
    "queries": _queries,
}
