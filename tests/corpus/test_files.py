from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from qa.corpus import files as module
from qa.corpus import read_reports
from qa.corpus.files import find_files, read_bytes, read_found
from qa.errors import FileError
from tests.corpus.test_read import made


def test_size_is_checked_before_reading(tmp_path: Path) -> None:
    big = tmp_path / "大.txt"
    with big.open("wb") as file:
        file.truncate(module.MAX_BYTES + 1)
    with pytest.raises(FileError, match="超过上限"):
        read_bytes(big)


@pytest.mark.timeout(20)
def test_pipes_sockets_devices_and_folders_are_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    server = socket.socket(socket.AF_UNIX)
    server.bind(str(tmp_path / "socket.txt"))
    for path in (tmp_path / "pipe.txt", tmp_path, Path("/dev/zero")):
        with pytest.raises(FileError, match=r"不是普通文件|读不了"):
            read_bytes(path)
    with pytest.raises(FileError, match="读不了"):
        read_bytes(tmp_path / "socket.txt")
    server.close()


def test_missing_file_is_a_file_error(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="读不了"):
        read_bytes(tmp_path / "无.txt")


def test_links_out_of_the_folder_dead_ones_and_loops_are_not_followed(tmp_path: Path) -> None:
    inside, outside = tmp_path / "reports", tmp_path / "outside"
    inside.mkdir()
    outside.mkdir()
    (outside / "secret.txt").write_text(made("珠海市", 2015), encoding="utf-8")
    (inside / "a.txt").write_text(made("佛山市", 2014), encoding="utf-8")
    (inside / "b.txt").symlink_to(outside / "secret.txt")
    (inside / "c.txt").symlink_to("a.txt")
    (inside / "d.txt").symlink_to("e.txt")
    (inside / "e.txt").symlink_to("d.txt")
    (inside / "sub").symlink_to(outside, target_is_directory=True)
    (inside / "up").symlink_to(inside, target_is_directory=True)
    corpus = read_reports([inside], passage_chars=120)
    assert [report.place for report in corpus.reports] == ["佛山市"]
    assert corpus.reports[0].sources[0].copies == 1
    problems = {problem.file: problem.message for problem in corpus.problems}
    assert "文件夹之外" in problems["b.txt"]
    assert "失效" in problems["d.txt"] or "失效" in problems["e.txt"]


def test_a_link_named_by_the_user_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(made("佛山市", 2014), encoding="utf-8")
    (tmp_path / "b").symlink_to(tmp_path / "a.txt")
    (found,) = find_files([tmp_path / "b"])
    assert read_found(found).decode().startswith("佛山市")


@pytest.mark.parametrize(
    "name",
    [
        "甲..%2f..%2fetc.txt",
        "．．／报告.txt",
        "-rf.txt",
        "CON.txt",
        "甲\u202e乙.txt",
        "换\n行.txt",
        "报" * 80 + ".txt",
        "坏\udcff字.txt",
        "`id`$(id);.txt",
        "\\..\\..\\x.txt",
    ],
)
def test_odd_names_are_read_and_shown_safely(tmp_path: Path, name: str) -> None:
    path = os.fsencode(str(tmp_path)) + b"/" + os.fsencode(name)
    with open(path, "w", encoding="utf-8") as file:  # noqa: PTH123
        file.write(made("佛山市", 2014))
    (report,) = read_reports([tmp_path], passage_chars=120).reports
    shown = report.sources[0].name
    assert shown.isprintable() and "\u202e" not in shown
    shown.encode("utf-8")


def test_a_file_that_changes_while_it_is_read_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text("旧" * 100, encoding="utf-8")
    real, calls = os.fstat, 0

    def fstat(descriptor: int) -> os.stat_result:
        nonlocal calls
        calls += 1
        if calls == 2:
            path.write_text("新" * 200, encoding="utf-8")
        return real(descriptor)

    monkeypatch.setattr(os, "fstat", fstat)
    assert read_bytes(path).decode() == "新" * 200


def test_a_file_that_never_stands_still_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text("旧", encoding="utf-8")
    real, calls = os.fstat, 0

    def fstat(descriptor: int) -> os.stat_result:
        nonlocal calls
        calls += 1
        path.write_text("改" * (100 + calls), encoding="utf-8")
        return real(descriptor)

    monkeypatch.setattr(os, "fstat", fstat)
    with pytest.raises(FileError, match="正在改动"):
        read_bytes(path)


def test_a_file_that_vanishes_before_it_is_read_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(made("佛山市", 2014), encoding="utf-8")
    (tmp_path / "b.txt").write_text(made("珠海市", 2014), encoding="utf-8")

    def progress(name: str) -> None:
        if name == "a.txt":
            (tmp_path / name).unlink()

    corpus = read_reports([tmp_path], passage_chars=120, progress=progress)
    assert [report.place for report in corpus.reports] == ["珠海市"]
    assert [problem.file for problem in corpus.problems] == ["a.txt"]


def test_names_of_a_windows_archive_are_readable_and_can_be_corrected(tmp_path: Path) -> None:
    file = tmp_path / os.fsdecode("报告/梅州市2014年政府工作报告.txt".encode("gbk"))
    try:
        file.parent.mkdir()
        file.write_text(made("佛山市", 2014), encoding="utf-8")
    except OSError:
        pytest.skip("names of this file system are UTF-8")
    (tmp_path / "reports.toml").write_text('["报告/梅州市2014年政府工作报告.txt"]\nyear = 2013\n', encoding="utf-8")
    corpus = read_reports([tmp_path], passage_chars=120)
    assert [report.sources[0].name for report in corpus.reports] == ["报告/梅州市2014年政府工作报告.txt"]
    assert [report.year for report in corpus.reports] == [2013]
    assert corpus.problems == ()


@pytest.mark.parametrize("name", ["坏\udcff\udcfe字.txt", "\udc80.txt", "临沂\udcc2.txt"])
def test_other_broken_names_are_escaped(name: str) -> None:
    assert module.shown(name).isprintable()
    assert "\\udc" in module.shown(name)
