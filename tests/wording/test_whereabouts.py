"""The nation named before an indicator."""

from __future__ import annotations

import pytest

from qa.wording.whereabouts import told_of_place


@pytest.mark.parametrize(
    ("name", "place", "told"),
    [
        ("全国粮食产量", "河南省", ("全国", "粮食产量")),
        ("我国粮食产量", "四川省", ("全国", "粮食产量")),
        ("粮食产量", "河南省", ("河南省", "粮食产量")),
        ("全国粮食产量", "全国", ("全国", "粮食产量")),
        ("全国文明城市", "承德市", ("承德市", "全国文明城市")),
        ("全国人大代表建议", "河北省", ("河北省", "全国人大代表建议")),
        ("全国首个示范区", "陕西省", ("陕西省", "全国首个示范区")),
        ("全国粮食产量", None, ("全国", "粮食产量")),
        ("粮食产量", None, (None, "粮食产量")),
        ("全国", None, (None, "全国")),
    ],
)
def test_place_and_name(name: str, place: str | None, told: tuple[str | None, str]) -> None:
    assert told_of_place(name, place) == told
