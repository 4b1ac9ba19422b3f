"""``qa ingest`` and ``qa reports`` as they are typed."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner, Result

from qa.cli import app, main
from qa.corpus import read_reports
from qa.errors import InputError, StoreLocked
from qa.intake import ingest as taking
from qa.intake.show import COLUMNS, counted, print_reports, report_row
from qa.web.convert import report_out
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


def test_what_is_piped_is_a_line_a_report_with_nothing_cut() -> None:
    long = "很长的文件名" * 12
    (Path(os.environ["QA_SEEDS_DIR"]) / f"{long}.txt").write_text(made("佛山市", 2014), encoding="utf-8")
    lines = qa("ingest").stdout.splitlines()
    rows = [line.split("\t") for line in lines[:3]]
    assert rows[0] == list(COLUMNS)
    assert rows[1][:6] == ["a.txt；b.md", "政府工作报告", "珠海市", "2015", "2014", "2015"]
    assert rows[2][0] == f"{long}.txt"
    assert "新增 2 份" in lines[3]
    assert qa("reports").stdout.splitlines() == lines[:3]


@pytest.mark.parametrize("width", [60, 80, 200])
def test_a_table_on_a_terminal_loses_nothing_at_any_width(width: int) -> None:
    qa("ingest")
    (row,) = json.loads(qa("reports", "--json").stdout)
    console = Console(width=width, force_terminal=True, color_system=None, file=io.StringIO())
    corpus = read_reports([Path(os.environ["QA_SEEDS_DIR"])], passage_chars=260)
    print_reports(console, counted(corpus.passages, corpus.reports))
    assert isinstance(console.file, io.StringIO)
    lines = [line.split("│")[1:-1] for line in console.file.getvalue().splitlines() if line.startswith("│")]
    cells = ["".join(line[column].strip() for line in lines) for column in range(len(COLUMNS))]
    assert cells[:3] == ["a.txt；b.md", "政府工作报告", "珠海市"]
    assert cells[-1] == "；".join(row["warnings"])
    assert not any("…" in cell for cell in cells)


def test_what_a_report_says_of_itself_stands_where_it_is_told_to() -> None:
    head = "珠海市2016年政府工作报告\n——2016年1月20日在珠海市第八届人民代表大会第七次会议上\n珠海市市长 江凌\n"
    folder = Path(os.environ["QA_SEEDS_DIR"])
    (folder / "d.txt").write_text(
        head + "各位代表：\n一、2015年工作回顾\n2015年，地区生产总值增长10%。\n", encoding="utf-8"
    )
    (report,) = (each for each in read_reports([folder], passage_chars=260).reports if each.year == 2016)
    facts = report_row(report, 1)["facts"]
    assert [(fact["kind"], fact["value"]) for fact in facts] == [
        ("speaker", "江凌"),
        ("office", "珠海市市长"),
        ("meeting", "珠海市第八届人民代表大会第七次会议"),
        ("session", "第七次会议"),
        ("date", "2016-01-20"),
    ]
    told = {fact["kind"]: report.text[fact["start"] : fact["end"]] for fact in facts}
    assert (told["office"], told["date"]) == ("珠海市市长", "2016年1月20日")


def test_the_service_lists_the_same_rows() -> None:
    corpus = read_reports([Path(os.environ["QA_SEEDS_DIR"])], passage_chars=260)
    for report, passages in counted(corpus.passages, corpus.reports):
        assert report_out(report, passages).model_dump(mode="json") == report_row(report, passages)


def test_another_writer_is_named_and_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "index_dir").mkdir()
    (tmp_path / "index_dir" / ".writer").write_text("4711 12:30:00")
    code = "import sys, filelock; lock = filelock.FileLock(sys.argv[1]); lock.acquire(); print(flush=True); sys.stdin.read()"
    holder = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path / "index_dir" / ".lock")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert holder.stdout and holder.stdin and holder.stdout.readline()
    monkeypatch.setattr(sys, "argv", ["qa", "ingest"])
    with pytest.raises(SystemExit) as caught:
        main()
    assert caught.value.code == 75
    assert isinstance(qa("ingest").exception, StoreLocked)
    assert "进程 4711（12:30:00 起）" in str(qa("ingest").exception)
    timer = threading.Timer(0.3, holder.kill)
    timer.start()
    assert qa("ingest", "--wait").exit_code == 0
    timer.join()
    holder.communicate()


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
