"""Statements made by hand, and the strategy of all that could be made."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from qa.figures import FigureKind, Hedge
from qa.records import Basis, Facet, How, Period, Report, Statement
from qa.wording.indicators import dictionary_names


def stated(
    report: Report, sentence: str, figure: str, indicator: str, year: int | None = None, **changes: Any
) -> Statement:
    """``figure`` of ``sentence`` of ``report``, of its place and reviewed year; read as a level in percent or none."""
    start = report.text.index(sentence)
    at = start + sentence.index(figure)
    digits = "".join(c for c in figure if c.isdigit() or c == ".")
    values: dict[str, Any] = {
        "report_id": report.id,
        "sentence_start": start,
        "sentence_end": start + len(sentence),
        "start": at,
        "end": at + len(figure),
        "text": figure,
        "kind": FigureKind.PERCENT if figure.endswith("%") else FigureKind.QUANTITY,
        "value": Decimal(digits or "1"),
        "upper": None,
        "unit": figure.lstrip("0123456789."),
        "hedge": None,
        "indicator": indicator,
        "names": dictionary_names(indicator),
        "place": report.place,
        "period": Period(year, year),
        "basis": Basis.RESULT,
        "facet": Facet.LEVEL,
    }
    return Statement(**values | changes)


texts = st.text(st.characters(codec="utf-8"), max_size=12)
years = st.none() | st.integers(1000, 3000)
numbers = st.decimals(allow_nan=False, allow_infinity=False) | st.decimals(-(10**9), 10**9, places=2)
offsets = st.integers(0, 10**6)
STATEMENTS = st.builds(
    Statement,
    report_id=texts,
    sentence_start=offsets,
    sentence_end=offsets,
    start=offsets,
    end=offsets,
    text=texts,
    kind=st.sampled_from(FigureKind),
    value=numbers,
    upper=st.none() | numbers,
    unit=texts,
    hedge=st.none() | st.sampled_from(Hedge),
    indicator=texts,
    names=st.lists(texts, max_size=3).map(tuple),
    place=st.none() | texts,
    period=st.builds(Period, years, years, st.sampled_from(How)),
    basis=st.sampled_from(Basis),
    facet=st.sampled_from(Facet),
    whole=texts,
    group=offsets,
)
