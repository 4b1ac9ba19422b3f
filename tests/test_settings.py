from __future__ import annotations

from pathlib import Path

import pytest

from qa.errors import SettingsError
from qa.settings import as_toml, load_settings, shown


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


def test_lists_and_keys_come_from_the_environment() -> None:
    environ = {
        "QA_WEB__CORS_ORIGINS": "https://a.cn, http://localhost:3000",
        "QA_WEB__TRUSTED_PROXIES": "10.0.0.1,fd00::/8",
        "QA_WEB__API_KEYS__TEAM_A": "k" * 16,
    }
    web = load_settings(environ).web
    assert web.cors_origins == ("https://a.cn", "http://localhost:3000")
    assert web.trusted_proxies == ("10.0.0.1/32", "fd00::/8")
    assert web.api_keys["team_a"].get_secret_value() == "k" * 16


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CORS_ORIGINS", "*"),
        ("CORS_ORIGINS", "https://*.cn"),
        ("CORS_ORIGINS", "https://a.cn/"),
        ("CORS_ORIGINS", "null"),
        ("TRUSTED_PROXIES", "everyone"),
        ("API_KEYS__A", "short-SECRET"),
        ("API_KEYS__A B", "k" * 16),
        ("LOG_LEVEL", "loud"),
    ],
)
def test_values_that_open_too_much_or_mean_nothing_are_refused(name: str, value: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings({f"QA_WEB__{name}": value})
    assert "SECRET" not in str(caught.value)


def test_what_is_shown_is_a_settings_file_without_secrets(tmp_path: Path) -> None:
    environ = {
        "QA_CHAT__API_KEY": "chat-SECRET",
        "QA_CHAT__BASE_URL": "http://user:SECRET@host/v1",
        "QA_WEB__API_KEYS__A": "SECRET" * 3,
        "QA_WEB__TRUSTED_HOSTS": 'a"\\b',
    }
    text = as_toml(shown(load_settings(environ)))
    assert "SECRET" not in text and "http://***@host/v1" in text
    file = tmp_path / "qa.toml"
    file.write_text(text.replace("**********", "k" * 16), encoding="utf-8")
    again = load_settings({}, file)
    assert again.web.trusted_hosts == ('a"\\b',)
    assert as_toml(shown(again)) == text
