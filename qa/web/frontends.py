"""What chat front ends put around a question, and what they ask on the side, by Open WebUI's templates.

Told by their tags, which stay when an operator rewords or translates a template.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence

from qa.places import load_gazetteer
from qa.question.years import find_years
from qa.web import text

MAX_TITLE_CHARS = 24
# Of a long conversation only its two ends are read, and of a long question its beginning: the event loop waits for it.
END_CHARS, QUESTION_CHARS = 20_000, 500
TOPIC = "政府工作报告"
# Every report answers these.
FOLLOW_UPS = ("{where}的主要预期目标有哪些？", "{where}的重点工作有哪些？")
# What ends a front end's own material; the reader's words follow it.
_MATERIAL_ENDS = ("</context>", "</attached_files>")
_QUERY = ("<user_query>", "</user_query>")
_HISTORY = ("<chat_history>", "</chat_history>")
_READER, _ROLES = "USER: ", ("USER: ", "ASSISTANT: ", "SYSTEM: ", "TOOL: ")
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
    return said.strip() if text.says_something(said) else content


def side_reply(content: str) -> str | None:
    """The JSON that a request about a conversation asks for (its title, tags, …); None for a question.

    Made of the reader's own questions: no search, and nothing that would have to be cited.
    """
    before, _, rest = content.partition(_HISTORY[0])
    history, closed, after = rest.rpartition(_HISTORY[1])
    shape = (_SHAPE.search(before) or _SHAPE.search(after)) if closed else None
    if not shape:
        return None
    made: Made = [] if shape[2] == "[" else ""
    questions = _questions(history)
    if shape[1] in _MAKERS and questions:
        made = _MAKERS[shape[1]](questions)
    return json.dumps({shape[1]: made}, ensure_ascii=False)


def _between(content: str, tags: tuple[str, str]) -> str:
    return content.partition(tags[0])[2].rpartition(tags[1])[0]


def _questions(history: str) -> list[str]:
    """What the reader said, turn by turn; a turn may have several lines."""
    turns: list[list[str]] = []
    reading = False
    for line in _ends(history).splitlines():
        if line.startswith(_ROLES):
            reading = line.startswith(_READER)
            if reading:
                turns.append([line.removeprefix(_READER)])
        elif reading:
            turns[-1].append(line)
    said = (question_in("\n".join(turn)).strip() for turn in turns)
    return [question[:QUESTION_CHARS] for question in said if question]


def _ends(history: str) -> str:
    return history if len(history) <= 2 * END_CHARS else f"{history[:END_CHARS]}\n{history[-END_CHARS:]}"


def _title(questions: Sequence[str]) -> Made:
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
