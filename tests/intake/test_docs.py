"""docs/reports.md: every fault has its row, and every test that a row names is there."""

from __future__ import annotations

import re

import pytest

from qa.settings import ROOT

TEXT = (ROOT / "docs" / "reports.md").read_text(encoding="utf-8")
ROWS = [line for line in TEXT.splitlines() if line.startswith("| F")]
# F40 is of the answer, F43 and on of the service.
FAULTS = {f"F{number:02}" for number in range(1, 43)} - {"F40"}


def test_every_fault_has_its_row() -> None:
    assert {name for row in ROWS for name in re.findall(r"F\d\d", row)} == FAULTS


@pytest.mark.parametrize("row", ROWS, ids=[row[2:5] for row in ROWS])
def test_every_named_test_exists(row: str) -> None:
    groups = re.findall(r"`(tests/[\w/]+\.py)`：((?:`\w+`、?)+)", row)
    assert groups and len(groups) == row.count("`tests/")
    for file, names in groups:
        defined = re.findall(r"def (test_\w+)", (ROOT / file).read_text(encoding="utf-8"))
        for name in re.findall(r"`(\w+)`", names):
            assert any(name in test for test in defined), f"{file}: {name}"
