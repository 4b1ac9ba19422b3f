from __future__ import annotations

import pytest

from qa.evaluate.shelf import find
from qa.evaluate.system import Shown
from tests.evaluate.fakes import CARDS, REPORTS, shown


@pytest.mark.parametrize("doc", ["000", "000_aa", "000_aa.txt", "north-2024"])
def test_a_report_goes_by_its_id_and_its_file(doc: str) -> None:
    assert [card.id for card in find(CARDS, doc)] == ["north-2024"]


@pytest.mark.parametrize("doc", ["00", "000_a", "north", "002", ""])
def test_it_goes_by_nothing_else(doc: str) -> None:
    assert find(CARDS, doc) == ()


def test_a_passage_is_of_a_report_by_id_file_or_place_and_year() -> None:
    card = CARDS[0]
    assert card.is_source_of(shown("x"))
    assert card.is_source_of(Shown("000_aa.txt", "x"))
    assert card.is_source_of(Shown("otherwise-numbered", "x", "北山市", 2024))
    assert not card.is_source_of(Shown("otherwise-numbered", "x", "北山市", 2023))
    assert not card.is_source_of(Shown("otherwise-numbered", "x"))
    assert not card.is_source_of(shown("x", REPORTS[1].id))
