from __future__ import annotations

from pathlib import Path

import pytest

from qa.errors import SettingsError
from qa.settings import load_settings


def test_defaults_listen_on_loopback() -> None:
    assert load_settings({}).web.host == "127.0.0.1"


def test_environment_wins_over_file(tmp_path: Path) -> None:
    file = tmp_path / "qa.toml"
    file.write_text('[chat]\nmodel = "a"\nmax_tokens = 50\n[web]\nport = 9000\n', encoding="utf-8")
    settings = load_settings({"QA_CHAT__MODEL": "b", "HOME": "/x"}, file)
    assert (settings.chat.model, settings.chat.max_tokens, settings.web.port) == ("b", 50, 9000)


def test_file_named_by_the_environment(tmp_path: Path) -> None:
    file = tmp_path / "other.toml"
    file.write_text("[web]\nport = 9001\n", encoding="utf-8")
    assert load_settings({"QA_SETTINGS": str(file)}).web.port == 9001


@pytest.mark.parametrize(
    ("environ", "named"),
    [
        ({"QA_CHAT__MODLE": "b"}, "chat.modle"),
        ({"QA_NOTHING": "1"}, "nothing"),
        ({"QA_WEB__PORT": "many"}, "web.port"),
        ({"QA_WEB__PORT": "99999"}, "web.port"),
    ],
)
def test_wrong_setting_is_named(environ: dict[str, str], named: str) -> None:
    with pytest.raises(SettingsError, match=named):
        load_settings(environ)


def test_key_is_not_shown(tmp_path: Path) -> None:
    settings = load_settings({"QA_CHAT__API_KEY": "sk-secret"})
    assert "sk-secret" not in repr(settings) + settings.model_dump_json()


@pytest.mark.parametrize("text", ["port = ", "\xff\xfe", "web = 3"])
def test_broken_file_is_one_clear_error(tmp_path: Path, text: str) -> None:
    file = tmp_path / "qa.toml"
    file.write_bytes(text.encode("latin-1"))
    with pytest.raises(SettingsError):
        load_settings({}, file)
