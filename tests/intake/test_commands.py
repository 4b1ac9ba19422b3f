"""``qa ingest`` and ``qa reports`` as they are typed."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from qa.cli import app
from qa.errors import InputError
from qa.intake import commands
from qa.intake import ingest as taking
from tests.corpus.test_read import made
from tests.samples import PairEncoder


@pytest.fixture(autouse=True)
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "a.txt").write_text("首页 | 新闻中心\n" + made("珠海市", 2015), encoding="utf-8")
    (tmp_path / "reports" / "b.md").write_text(made("珠海市", 2015), encoding="utf-8")
    for name in ("seeds_dir", "index_dir", "cache_dir"):
        monkeypatch.setenv(f"QA_{name.upper()}", str(tmp_path / name.replace("seeds_dir", "reports")))
    monkeypatch.setattr(taking, "embedder_of", lambda _: PairEncoder)
    monkeypatch.setattr(commands.out, "_width", 160)


def qa(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def test_json_of_ingest_and_reports_is_the_same_row() -> None:
    first = json.loads(qa("ingest", "--json").stdout)
    assert first["written"] and first["problems"] == []
    (row,) = first["reports"]
    assert (row["place"], row["year"], row["copies"], row["kind"]) == ("珠海市", 2015, 2, "work_report")
    assert {source["name"] for source in row["sources"]} == {"a.txt", "b.md"}
    assert json.loads(qa("reports", "--json").stdout) == [row]


def test_a_dry_run_says_what_would_be(tmp_path: Path) -> None:
    result = qa("ingest", "--dry-run", "--json")
    reply = json.loads(result.stdout)
    assert (reply["written"], len(reply["added"])) == (False, 1)
    assert not (tmp_path / "index_dir").exists()


def test_files_that_cannot_be_read_are_told_and_the_code_is_one(tmp_path: Path) -> None:
    (tmp_path / "reports" / "c.pdf").write_bytes(b"\x89PNG\r\n\x1a\n")
    result = qa("ingest", "--json")
    assert result.exit_code == 1
    reply = json.loads(result.stdout)
    assert len(reply["reports"]) == 1
    assert reply["problems"] == [{"file": "c.pdf", "message": "内容是图片，不是文本"}]


def test_the_table_names_everything(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    from rich.console import Console

    monkeypatch.setattr(commands, "out", Console(width=200))
    text = qa("ingest").stdout
    for word in ("a.txt", "b.md", "政府工作报告", "珠海市", "2015", "2014", "份数", "页", "新增 1 份"):
        assert word in text


def test_explain_shows_what_went_and_what_was_recognised(tmp_path: Path) -> None:
    file = str(tmp_path / "reports" / "a.txt")
    text = qa("ingest", "--explain", file).stdout
    assert "- [菜单] 首页 | 新闻中心" in text
    assert "珠海市（标题" in text
    reply = json.loads(qa("ingest", "--explain", file, "--json").stdout)
    assert reply["removed"] == [{"line": 1, "kind": "menu", "text": "首页 | 新闻中心"}]
    assert not (tmp_path / "index_dir").exists()


def test_explain_of_a_file_that_is_none_is_one_line(tmp_path: Path) -> None:
    result = qa("ingest", "--explain", str(tmp_path / "无.txt"))
    assert isinstance(result.exception, InputError)
    assert "无.txt" in str(result.exception)


def test_watching_takes_in_what_comes_later_and_outlives_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[Callable[[], object]] = [
        lambda: (tmp_path / "reports" / "c.txt").write_text(made("佛山市", 2014), encoding="utf-8"),
        lambda: None,
        lambda: (tmp_path / "reports" / "reports.toml").write_text("x = ", encoding="utf-8"),
        lambda: None,
        lambda: (tmp_path / "reports" / "reports.toml").unlink(),
        lambda: None,
    ]

    def wait(_: float) -> None:
        if not steps:
            raise KeyboardInterrupt
        steps.pop(0)()

    monkeypatch.setattr(time, "sleep", wait)
    result = qa("ingest", "--watch")
    assert result.exit_code == 0
    assert result.stdout.count("已更新") == 2
    assert len(json.loads(qa("reports", "--json").stdout)) == 2


def test_watching_does_not_go_with_a_dry_run() -> None:
    assert isinstance(qa("ingest", "--watch", "--dry-run").exception, InputError)
