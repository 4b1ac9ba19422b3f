"""What the README says exists: commands, options, settings, files."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer
from pydantic import BaseModel

from qa.cli import app
from qa.settings import PREFIX, ROOT, Settings

READMES = ("README.md", "README.zh.md")


def commands() -> set[str]:
    root = typer.main.get_command(app)
    return set(getattr(root, "commands", {}))


def settings_names(model: type[BaseModel] = Settings, prefix: str = PREFIX) -> set[str]:
    names: set[str] = set()
    for name, field in model.model_fields.items():
        kind = field.annotation
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            names |= settings_names(kind, f"{prefix}{name.upper()}__")
        else:
            names.add(f"{prefix}{name.upper()}")
    return names


@pytest.mark.parametrize("readme", READMES)
def test_commands_exist(readme: str) -> None:
    text = (ROOT / readme).read_text(encoding="utf-8")
    named = set(re.findall(r"(?<![\w/-])qa ([a-z]+)", text))
    assert named and named <= commands()
    targets = set(re.findall(r"make ([a-z]+)", text))
    assert targets <= set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))


@pytest.mark.parametrize("readme", READMES)
def test_settings_exist(readme: str) -> None:
    named = set(re.findall(r"QA_[A-Z_]+", (ROOT / readme).read_text(encoding="utf-8"))) - {"QA_SETTINGS", "QA_"}
    assert named and named <= settings_names()


def test_every_setting_is_listed() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert {name for name in settings_names() if f"| `{name}` |" not in text} == set()


@pytest.mark.parametrize("readme", READMES)
def test_links_lead_somewhere(readme: str) -> None:
    text = (ROOT / readme).read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in link]
    assert links and all((ROOT / link).exists() for link in links)


def test_no_folder_of_the_workplace_is_named() -> None:
    for path in [*ROOT.glob("*.md"), *Path(ROOT / "docs").rglob("*.md")]:
        assert "/work/" not in path.read_text(encoding="utf-8"), path
