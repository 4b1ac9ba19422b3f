"""A question read by a model: translated, or read again where the rules may have misread it."""

from __future__ import annotations

import logging
from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import replace

from qa.answer.cost import Metered
from qa.answer.refuse import reason_before_search
from qa.answer.reply import Question
from qa.deadline import Deadline
from qa.errors import ModelError
from qa.places import load_gazetteer
from qa.profile import ASKED, Profile
from qa.prompts import Prompt
from qa.question.understand import Known, Understood, asked_of
from qa.question.years import relative_to
from qa.records import Plan, Token, Turn
from qa.wording.indicators import report_wording

log = logging.getLogger(__name__)

#: Searches of a question that a model sees the figures of.
_SEEN = 4


def translated(plan: Plan, chat: Metered, prompt: Prompt) -> Generator[Token, None, Plan]:
    """A question without a Chinese word is searched in Chinese; the one step before search that may ask the model. Empty
    tokens meanwhile."""
    if not plan.ask.foreign or not plan.scopes:
        return plan
    try:
        chinese = ""
        with closing(chat.stream(prompt.system, prompt.fill(question=plan.question), max_tokens=80)) as pieces:
            for piece in pieces:
                chinese += piece
                yield Token("")
    except ModelError as exc:
        log.warning("question not translated: %s", exc)
        return plan
    names = report_wording(chinese)
    scopes = (replace(s, query=f"{chinese} {s.query}", keywords=(*s.keywords, *names)) for s in plan.scopes)
    return replace(plan, scopes=tuple(scopes))


def to_be_read(asked: Question, profile: Profile, doubtful: bool) -> bool:
    """Whether a capable model is to say what the question means."""
    if asked.plan.kind not in ASKED:
        return False
    return profile.understands == "always" or (profile.understands == "unsure" and doubtful)


def reread(
    asked: Question, chat: Metered, prompt: Prompt, history: Sequence[Turn], doubtful: bool, budget: float
) -> Generator[Token, None, Question | None]:
    """``asked`` as the model reads it, with a new ``budget`` of seconds; None where it says nothing of use, or what leads
    nowhere. ``doubtful``: the rules were not sure of it."""
    opened, plan = asked.opened, asked.plan
    latest = max((report.year or 0 for report in opened.catalog.of(plan.places)), default=0)
    relative = (year for mention in relative_to(asked.text, latest, beside=True) for year in mention.years)
    years = frozenset((*plan.data_years, *plan.report_years, *relative))
    known = Known(load_gazetteer(), years, f"收录的报告最新的是{latest}年的。")
    reading = asked_of(chat, prompt, asked.text, history, known)
    try:
        understood: Understood | None = yield from asked.clock.timed(reading)
    except ModelError as exc:
        log.warning("question read by rules alone, the model failed: %s", exc)
        return None
    if understood is None:
        chat.forget()
        return None
    read = opened.planner.joined(understood.questions, asked.filters)
    read = replace(read, ask=replace(read.ask, dropped=understood.dropped))
    if reason_before_search(read) is not None:
        return None
    # Where the rules were not sure what is meant, a match with what the model makes of it is no sure answer to the
    # question: it writes that itself, with the match before it, unless there are too many places for it to see.
    doubted = doubtful and len(read.scopes) <= _SEEN
    # A follow-up does not say by itself what it is about.
    meant = read.question if plan.ask.leans else ""
    # The time that the model took is not that of the search.
    deadline = Deadline(budget)
    return replace(asked, plan=read, deadline=deadline, meant=meant, together=understood.together, doubted=doubted)
