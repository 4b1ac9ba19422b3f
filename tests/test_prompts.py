from __future__ import annotations

from pathlib import Path

import pytest

from qa.errors import PromptError
from qa.prompts import REQUIRED, load_prompts
from qa.settings import Settings

GOOD = 'variables = {names}\nsystem = "照抄"\nuser = "{user}"\n'


def write_all(folder: Path) -> None:
    for name, variables in REQUIRED.items():
        user = " ".join(f"${variable}" for variable in sorted(variables))
        (folder / f"{name}.toml").write_text(GOOD.format(names=sorted(variables), user=user), encoding="utf-8")


def test_shipped_prompts_load_and_fill() -> None:
    prompts = load_prompts(Settings().prompts_dir)
    assert "100元$5" in prompts["answer"].fill(evidence="[1] 100元$5", question="多少？")


def test_folder_written_by_the_test_is_good(tmp_path: Path) -> None:
    write_all(tmp_path)
    assert set(load_prompts(tmp_path)) == set(REQUIRED)


@pytest.mark.parametrize(
    "text",
    [
        'variables = ["evidence"]\nsystem = ""\nuser = "$evidence"\n',
        'variables = ["evidence", "question"]\nsystem = ""\nuser = "$evidence $question $extra"\n',
        'variables = ["evidence", "question"]\nsystem = ""\nuser = "$evidence"\n',
        'variables = ["evidence", "question"]\nsystem = ""\nuser = "$evidence $question $"\n',
        'variables = ["evidence", "question"]\nuser = "$evidence $question"\n',
        "not toml",
    ],
)
def test_prompt_whose_variables_do_not_fit_is_refused_at_start(tmp_path: Path, text: str) -> None:
    write_all(tmp_path)
    (tmp_path / "answer.toml").write_text(text, encoding="utf-8")
    with pytest.raises(PromptError, match=r"answer\.toml"):
        load_prompts(tmp_path)


def test_missing_prompt_is_named(tmp_path: Path) -> None:
    write_all(tmp_path)
    (tmp_path / "translate.toml").unlink()
    with pytest.raises(PromptError, match=r"translate\.toml"):
        load_prompts(tmp_path)
