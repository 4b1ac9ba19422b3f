from __future__ import annotations

import pytest

from qa.profile import ASKED, CAPABLE, SMALL, profile_of, shown_profile
from qa.records import Kind
from qa.settings import load_settings


@pytest.mark.parametrize(
    ("environ", "name"),
    [
        ({}, "small"),
        ({"QA_CHAT__MODE": "endpoint"}, "capable"),
        ({"QA_CHAT__MODE": "endpoint", "QA_CHAT__PROFILE": "small"}, "small"),
        ({"QA_CHAT__PROFILE": "capable"}, "capable"),
        ({"QA_CHAT__MODE": "none", "QA_CHAT__PROFILE": "capable"}, None),
    ],
)
def test_auto_goes_by_where_the_model_runs(environ: dict[str, str], name: str | None) -> None:
    profile = profile_of(load_settings(environ))
    assert (profile.name if profile else None) == name


def test_a_small_model_writes_nothing_unless_told() -> None:
    profile = profile_of(load_settings({}))
    assert profile == SMALL
    assert (profile.reads, profile.understands, profile.writes) == (False, "never", frozenset())
    assert profile.prompt("answer") == "answer_small"


@pytest.mark.parametrize(
    ("environ", "seldom"),
    [
        ({}, True),
        ({"QA_CHAT__WRITES": "facts"}, False),
        ({"QA_CHAT__PROFILE": "capable", "QA_CHAT__UNDERSTAND": "never"}, False),
    ],
)
def test_who_only_translates_is_seldom_asked(environ: dict[str, str], seldom: bool) -> None:
    profile = profile_of(load_settings(environ))
    assert profile and profile.seldom is seldom


def test_settings_change_the_record() -> None:
    environ = {"QA_CHAT__MODE": "endpoint", "QA_CHAT__UNDERSTAND": "always", "QA_CHAT__MATERIAL_TOKENS": "9000"}
    profile = profile_of(load_settings(environ))
    assert profile and (profile.understands, profile.tokens, profile.writes) == ("always", 9000, ASKED)
    facts = profile_of(load_settings(environ | {"QA_CHAT__WRITES": "facts"}))
    assert facts and facts.writes == frozenset({Kind.FACT})


def test_every_field_is_shown() -> None:
    shown = shown_profile(CAPABLE)
    assert shown and shown["name"] == "capable" and shown["tokens"] == 4000 and "fact" in shown["writes"]  # type: ignore[operator]
    assert shown_profile(None) is None
