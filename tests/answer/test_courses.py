"""How far something moved in each of several places."""

from __future__ import annotations

from pathlib import Path

from qa.answer.conclude import compared
from tests.answer.opened import asked, open_store
from tests.samples import make_report

_TOLD = {
    "洛阳市": "“十三五”以来，城乡居民收入比由3.27缩小至2.93。",
    "大同市": "“十三五”以来，城乡居民收入比由2.90缩小至2.52。",
    "长治市": "“十三五”以来，城乡居民收入比由2.50缩小至2.55。",
}


def test_who_moved_furthest(tmp_path: Path) -> None:
    made = open_store(tmp_path, tuple(make_report(place, 2021, [said], []) for place, said in _TOLD.items()))
    composed = compared(*asked(made, "2015年到2020年洛阳、大同、长治谁的城乡居民收入比缩小得最多？各缩小多少？"))
    assert composed is not None
    first, *each = composed.text.splitlines()[:4]
    assert "下降最多的是大同市（0.38），最少的是洛阳市（0.34）" in first and "上升最多的是长治市（0.05）" in first
    assert any("2.90" in line and "2.52" in line and "2.9−2.52=0.38" in line for line in each)
    assert [figure.text for figure in composed.figures if figure.status == "derived"] == ["0.38", "0.34", "0.05"]
