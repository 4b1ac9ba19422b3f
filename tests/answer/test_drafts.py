"""Drafts that a careful reader wrote to what the product finds, and such with one thing wrong, through every check at once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from qa.answer.evidence import Numbered
from qa.answer.material import Material
from qa.answer.write import Draft, check_draft
from qa.profile import CAPABLE
from qa.records import Hit, Kind, Plan, Scope, Scores
from qa.wording.indicators import terms
from qa.words import Words
from tests.answer.samples import read
from tests.samples import make_report

#: Written before the checks were mended and by whoever mended them: at first 20 of 57 good ones were sent back and 2 of 39
#: bad ones passed. Five good ones came after. The set is one that the checks were tuned to, no unseen measure.
#: ``reckoned`` are right, too, but reckoning is code's (the calls of a draft), so they are sent back by contract.
#: Of good drafts so many may be sent back, of bad ones so many must be.
FALSE_ALARMS, CAUGHT = 0.03, 0.9
ROWS = [json.loads(line) for line in Path(__file__).with_name("drafts_written.jsonl").read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> Words:
    return Words(tmp_path_factory.mktemp("jieba"), terms())


def numbered(number: int, told: dict[str, Any]) -> Numbered:
    """A sentence of a report, alone in its passage."""
    results, targets = ([told["text"]], []) if told["aspect"] == "result" else ([], [told["text"]])
    _, (passage,) = make_report(told["place"], told["report"], results, targets, tuple(told["years"]))
    return Numbered(number, Hit(passage, Scores(1.0), ((passage.sentences[0], 1.0),), 0), passage.sentences[0], 1.0)


def checked(row: dict[str, Any], draft: str, words: Words) -> Draft:
    place = row["evidence"][0]["place"]
    plan = read(
        Plan(row["question"], Kind.FACT, (place,), (2025,), (), None, (Scope(row["question"], place, (2025,)),))
    )
    items = tuple(numbered(n, told) for n, told in enumerate(row["evidence"], start=1))
    return check_draft(draft, Material(items), plan, words, CAPABLE)


def test_figures_that_the_model_worked_out_itself_are_sent_back(words: Words) -> None:
    passed = [d for row in ROWS for d in row["reckoned"] if not checked(row, d, words).problems]
    assert not passed


def test_good_drafts_pass_and_bad_ones_are_sent_back(words: Words) -> None:
    good = [(draft, checked(row, draft, words).problems) for row in ROWS for draft in row["good"]]
    bad = [(draft, checked(row, draft, words).problems) for row in ROWS for draft in row["bad"]]
    alarms = [each for each in good if each[1]]
    missed = [draft for draft, problems in bad if not problems]
    assert len(good) >= 60 and len(bad) >= 30
    assert len(alarms) <= FALSE_ALARMS * len(good), (len(alarms), len(good), alarms)
    assert len(missed) <= (1 - CAUGHT) * len(bad), missed
