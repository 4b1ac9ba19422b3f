"""What is said to the service and asks nothing of the reports."""

from __future__ import annotations

from qa.records import Talk
from qa.wording import talk as words

#: What is heard in a text of several courtesies (你好，你能做什么), the first that is there.
_COURTESIES = (
    (Talk.ABILITY, words.ABILITY),
    (Talk.FAREWELL, words.FAREWELL),
    (Talk.GREETING, words.GREETING),
    (Talk.THANKS, words.THANKS),
)
_ERRANDS = ((Talk.WEATHER, words.WEATHER), (Talk.OPINION, words.OPINION), (Talk.OUTSIDE, words.OUTSIDE))


def talk_of(text: str) -> Talk | None:
    """What ``text`` (simplified, half width) is where all of it is talk or plainly none of a report's matters; an order
    to break the rules is one whatever stands beside it."""
    if words.INSTRUCTION.search(text):
        return Talk.INSTRUCTION
    return _courtesy(text) or next((talk for talk, pattern in _ERRANDS if pattern.search(text)), None)


def _courtesy(text: str) -> Talk | None:
    """The courtesy of a text that has nothing else."""
    heard: set[Talk] = set()
    position = 0
    while position < len(text):
        filler = words.FILLER.match(text, position)
        spoken = [(match.end(), talk) for talk, pattern in _COURTESIES if (match := pattern.match(text, position))]
        if not spoken and not filler:
            return None
        end, talk = max(spoken, key=lambda each: each[0], default=(position, None))
        if talk is not None and (not filler or end > filler.end()):
            heard.add(talk)
        else:
            end = filler.end() if filler else end
        position = end
    return next((talk for talk, _ in _COURTESIES if talk in heard), None)
