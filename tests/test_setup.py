from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from qa import setup
from qa.models import chat
from qa.settings import load_settings
from tests.models.test_starting import Loading


@pytest.mark.parametrize(
    ("environ", "started"),
    [
        ({}, False),
        ({"QA_CHAT__WRITES": "facts"}, True),
        ({"QA_CHAT__PROFILE": "capable"}, True),
    ],
)
def test_a_local_model_is_loaded_with_the_service_only_where_it_is_often_asked(
    environ: dict[str, str], started: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = Loading("http://127.0.0.1:9")
    monkeypatch.setattr(chat, "LocalServer", lambda settings: server)
    monkeypatch.setattr(setup, "load", lambda settings: None)
    monkeypatch.setattr(setup, "assemble", lambda settings, loaded, model: model)
    opened: Any = setup.open_assistant(load_settings(environ))
    assert (opened.started, server.starts) == (started, started)
    opened.close()
    assert server.stops == 1


def test_without_its_file_answers_are_quoted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setup, "load", lambda settings: None)
    monkeypatch.setattr(setup, "assemble", lambda settings, loaded, model: model)
    nothing: Any = setup.open_assistant(load_settings({"QA_CACHE_DIR": str(tmp_path)}))
    assert nothing is None
