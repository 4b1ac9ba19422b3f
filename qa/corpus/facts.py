"""What a report says of itself, and where: who delivered it in what office, at which meeting, on which day."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa.corpus.delivery import dates_in
from qa.corpus.identify import Identity
from qa.records import Fact, FactKind
from qa.wording.offices import office_alone, office_of

#: The head and the first sentences; a date of signature stands in the last lines.
_OPENING, _SIGNATURE = 900, 120
_SESSION = re.compile(r"第[一二三四五六七八九十\d]+次(?:全体)?会议$")


def facts_of(text: str, identity: Identity) -> tuple[Fact, ...]:
    """What ``identity`` found of the report ``text``, with where it stands, and the office of who speaks."""
    return (*_speaker(text, identity), *_meeting(text, identity), *_date(text, identity))


def _speaker(text: str, identity: Identity) -> Iterator[Fact]:
    opening = text[:_OPENING]
    if identity.speaker is None:
        if alone := office_alone(_head(opening)):
            yield Fact(FactKind.OFFICE, _joined(alone[1]), *alone.span(1))
        return
    name = identity.speaker.value
    office = office_of(name, opening)
    place = _where(name, opening, office.end(1) if office else 0)
    yield Fact(FactKind.SPEAKER, name, *place)
    if office:
        yield Fact(FactKind.OFFICE, _joined(office[1]), *office.span(1))


def _meeting(text: str, identity: Identity) -> Iterator[Fact]:
    if identity.meeting is None:
        return
    name = identity.meeting.value
    start, end = _where(name, text[:_OPENING])
    yield Fact(FactKind.MEETING, name, start, end)
    if session := _SESSION.search(name):
        yield Fact(
            FactKind.SESSION, session[0], *(_where(session[0], text[:_OPENING], start) if start is not None else ())
        )


def _date(text: str, identity: Identity) -> Iterator[Fact]:
    if identity.date is None:
        return
    last = max(0, len(text) - _SIGNATURE)
    meant = [date for date in dates_in(text[:_OPENING]) if date.value == identity.date.value]
    signed = [date for date in dates_in(text[last:]) if date.value == identity.date.value]
    if meant:
        # That of the meeting rather than that in a title.
        date = next((date for date in meant if "在" in text[date.end : date.end + 2]), meant[0])
        yield Fact(FactKind.DATE, date.value, date.start, date.end)
    elif signed:
        yield Fact(FactKind.DATE, signed[-1].value, last + signed[-1].start, last + signed[-1].end)
    else:
        yield Fact(FactKind.DATE, identity.date.value)


def _head(opening: str) -> str:
    """What stands before the salutation."""
    return re.split("各位代表|同志们", opening, maxsplit=1)[0]


def _where(value: str, text: str, start: int = 0) -> tuple[int, int] | tuple[None, None]:
    """Where ``value`` stands in ``text`` from ``start`` on, spaces aside."""
    match = re.compile(r"\s*".join(map(re.escape, value))).search(text, start)
    return match.span() if match else (None, None)


def _joined(text: str) -> str:
    return re.sub(r"\s", "", text)
