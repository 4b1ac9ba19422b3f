"""docs/service.md: what it names exists, and what exists is named."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from qa.settings import WebSettings
from qa.web import guard

ROOT = Path(__file__).resolve().parent.parent.parent
TEXT = (ROOT / "docs" / "service.md").read_text(encoding="utf-8")
FAULTS = {f"F{number}" for number in range(43, 76)} - {"F74"}


def test_every_fault_has_its_row() -> None:
    assert set(re.findall(r"^\| (F\d\d)", TEXT, re.MULTILINE)) == FAULTS


@pytest.mark.parametrize(("file", "name"), sorted(set(re.findall(r"`(tests/\S+?\.py)::(\w+)`", TEXT))))
def test_every_named_test_exists(file: str, name: str) -> None:
    assert f"def {name}(" in (ROOT / file).read_text(encoding="utf-8")


def test_every_setting_is_explained() -> None:
    table = TEXT.partition("## 设置")[2].partition("## 运行")[0]
    rows = re.findall(r"^\| (`[^|]+) \|", table, re.MULTILINE)
    explained = {name for row in rows for name in re.findall(r"`(\w+)`", row)}
    assert explained == set(WebSettings.model_fields)


def test_open_routes_and_files_of_deployment_are_as_told() -> None:
    for path in guard.OPEN - {"/favicon.ico"}:
        assert f"`{path}`" in TEXT
    for file in re.findall(r"`(deploy/[^`]+)`", TEXT):
        assert (ROOT / "docs" / file).is_file()
