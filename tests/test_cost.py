"""The page of what it costs: its tables follow from the figures measured that stand on it."""

from __future__ import annotations

import json
import re

from qa.settings import ROOT
from tests.cost import Measured, Opened, rows

SMALL = Opened(10, 1_000, 8_000, 0.01, 1.0, 100_000, 384)
LARGE = Opened(1_000, 80_000, 400_000, 0.8, 1.79, 10_000_000, 384)


def test_what_a_passage_takes_is_that_of_the_many_and_how_many_there_are_that_of_real_reports() -> None:
    measured = Measured(SMALL, LARGE, 20.0, 5.0)
    assert measured.passages(1_000) == 100_000
    assert measured.disk(1_000) == 1.0 and round(measured.memory(1_010), 6) == 2.0
    assert measured.embedding(1_000, 20.0) == 40_000
    assert [round(each, 2) for each in measured.milvus(1_000_000)] == [4.61, 1.0]


def test_the_tables_of_the_page_follow_from_what_was_measured() -> None:
    text = (ROOT / "docs" / "cost.md").read_text(encoding="utf-8")
    (told,) = re.findall(r"```json\n(.+?)\n```", text, re.DOTALL)
    given = json.loads(told)
    measured = Measured(Opened(**given.pop("small")), Opened(**given.pop("large")), **given)
    assert all(row in text for row in rows(measured))
