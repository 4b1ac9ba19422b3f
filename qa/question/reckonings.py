"""Which reckonings a question asks for, read from its text without places, years and the figures it is asked with."""

from __future__ import annotations

from dataclasses import replace

from qa.figures import Figure, FigureKind, find_figures
from qa.figures.units import SHARE
from qa.places import load_gazetteer
from qa.question.followup import strip_spans, year_spans
from qa.question.names import names_in, shorts_of
from qa.question.parts import asks_of
from qa.question.years import find_years
from qa.records import Form, Plan, Reckoning, Reckonings
from qa.wording import reckoning as wording
from qa.wording.asking import asks_share, dimensions_asked
from qa.wording.backward import leads_before, years_before
from qa.wording.given import given


def reckonings_of(plan: Plan) -> Reckonings:
    """None at all where nothing is to be reckoned."""
    text = _bare(plan)
    readings = wording.reckonings_in(text)
    if not readings:
        return Reckonings()
    return Reckonings(
        tuple(_in_its_unit(reading, text) for reading in readings),
        dimensions_asked(text) or ((SHARE,) if asks_share(text) else ()),
        wording.means_target(plan.question),
        wording.is_per_head(text),
        given(text),
        years_before(text),
        wording.tells_course(text),
        wording.asks_year(text),
        any(mention.span for mention in find_years(plan.question)),
        tuple(_figures_given(plan.question)),
        wording.asks_agreement(text),
    )


def _bare(plan: Plan) -> str:
    """The question without places, years and the figures it is asked with; what it goes on from behind it."""
    text = wording.spelled_one(plan.question.replace("（承上文：", "，").rstrip("）"))
    mentions = [mention for mention in find_years(text) if mention.years or not leads_before(text[mention.end :])]
    text = strip_spans(text, year_spans(mentions))
    named = names_in(text, load_gazetteer())
    named += shorts_of(plan.places, text, load_gazetteer(), named)
    text = strip_spans(text, [(each.start, each.end) for each in named if each.place.name in plan.places])
    return strip_spans(text, [(figure.start, figure.end) for figure in _figures_given(text)])


def _figures_given(text: str) -> list[Figure]:
    """The amounts and shares that a question is asked with."""
    return [
        figure
        for figure in find_figures(text)
        if figure.kind in (FigureKind.QUANTITY, FigureKind.PERCENT) and not figure.spelled and figure.unit
    ]


def _in_its_unit(reading: Reckoning, text: str) -> Reckoning:
    """修了多少公里？平均每座花了多少天: what is shared out has its own unit."""
    if reading.form is not Form.RATE:
        return reading
    own = next((part for part in asks_of(text) if f"每{reading.per}" in part), text)
    return replace(reading, dimensions=dimensions_asked(own) or ("人民币",))
