from pathlib import Path

import opencc
import pytest

from qa.corpus import Corpus, Problem, read_reports
from qa.corpus.read import TRADITIONAL

TEXT = (
    "{place}{year}年政府工作报告\n各位代表：\n现在，我代表人民政府报告工作，请予审议。\n"
    "一、{before}年工作回顾\n全年地区生产总值增长7.{year}%，一般公共预算收入增长5%，居民收入稳步提高，各项事业全面进步。\n"
    "二、{year}年主要任务\n今年要抓好项目建设，扩大有效投资，促进居民消费，深化改革开放，切实保障和改善民生，维护社会稳定。"
)


def made(place: str, year: int) -> str:
    return TEXT.format(place=place, year=year, before=year - 1)


def read(*paths: Path) -> Corpus:
    return read_reports(paths, passage_chars=120)


def test_folders_are_walked_in_order_and_others_left_alone(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "2.md").write_text(made("珠海市", 2015), encoding="utf-8")
    (tmp_path / "1.txt").write_text(made("佛山市", 2014), encoding="gb18030")
    for name in ("README.md", "questions.jsonl", ".hidden.txt", "data.csv"):
        (tmp_path / name).write_text(made("惠州市", 2016), encoding="utf-8")
    seen: list[str] = []
    corpus = read_reports([tmp_path], passage_chars=120, progress=seen.append)
    assert seen == ["1.txt", "b/2.md"]
    assert [report.title for report in corpus.reports] == ["佛山市2014年政府工作报告", "珠海市2015年政府工作报告"]
    assert corpus.problems == ()
    assert {passage.report_id for passage in corpus.passages} == {report.id for report in corpus.reports}


def test_bad_files_are_problems_and_the_others_go_on(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"")
    (tmp_path / "b.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    (tmp_path / "c.txt").write_text("Hello, this is not a report at all. " * 20, encoding="utf-8")
    (tmp_path / "d.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "e.txt").write_text(made("中山市", 2012), encoding="utf-8")
    corpus = read(tmp_path)
    assert [report.place for report in corpus.reports] == ["中山市"]
    assert corpus.problems == (
        Problem("a.txt", "文件是空的或几乎没有正文"),
        Problem("b.txt", "内容是图片，不是文本"),
        Problem("c.txt", "没有可用的中文正文"),
        Problem("d.txt", "是失效的链接"),
    )


def test_a_missing_path_is_a_problem(tmp_path: Path) -> None:
    corpus = read(tmp_path / "无此文件.txt")
    assert [problem.file for problem in corpus.problems] == ["无此文件.txt"]
    assert "读不了" in corpus.problems[0].message


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(made("清远市", 2012), encoding="utf-8")
    assert read(file, tmp_path, file).reports[0].sources[0].copies == 1


def test_names_that_cannot_be_shown_are_escaped(tmp_path: Path) -> None:
    (tmp_path / "甲\u202e乙\n.txt").write_text(made("清远市", 2012), encoding="utf-8")
    assert read(tmp_path).reports[0].sources[0].name == "甲\\u202e乙\\n.txt"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_ids_do_not_depend_on_the_encoding_or_other_files(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.txt").write_text(made("肇庆市", 2012), encoding="utf-8")
    alone = read(tmp_path)
    (tmp_path / "a.txt").write_text(made("肇庆市", 2012), encoding=encoding)
    (tmp_path / "0.txt").write_text(made("梅州市", 2012), encoding="utf-8")
    both = read(tmp_path)
    assert alone.reports[0].id.startswith("zhaoqing-2012-")
    assert alone.passages == tuple(p for p in both.passages if p.report_id == alone.reports[0].id)


def test_a_traditional_twin_is_a_copy_and_said_to_be_converted(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(made("三亚市", 2012), encoding="utf-8")
    (tmp_path / "b.txt").write_text(opencc.OpenCC("s2t").convert(made("三亚市", 2012)), encoding="utf-8")
    (report,) = read(tmp_path).reports
    assert [source.name for source in report.sources] == ["a.txt", "b.txt"]
    (alone,) = read(tmp_path / "b.txt").reports
    assert alone.title == "三亚市2012年政府工作报告"
    assert alone.warnings == (TRADITIONAL,)
