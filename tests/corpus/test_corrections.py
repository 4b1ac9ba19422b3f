from pathlib import Path

import pytest

from qa.corpus import read_reports
from qa.errors import InputError
from qa.records import Report, ReportKind, Role

TEXT = (
    "各位代表：\n现在，我向大会报告工作，请予审议。\n一、工作回顾\n一年来，经济平稳增长，各项事业全面进步，居民收入稳步提高，社会保持和谐稳定。\n"
    "二、主要任务\n今年要抓好项目建设，扩大有效投资，促进居民消费，深化改革开放，切实保障和改善民生。"
)


def read(folder: Path, toml: str, name: str = "a.txt") -> tuple[Report, ...]:
    (folder / name).write_text(TEXT, encoding="utf-8")
    (folder / "reports.toml").write_text(toml, encoding="utf-8")
    return read_reports([folder], passage_chars=260).reports


def test_what_the_text_does_not_say_can_be_said(tmp_path: Path) -> None:
    (before,) = read(tmp_path, "")
    assert (before.place, before.year) == (None, None)
    assert len(before.warnings) == 2
    (report,) = read(
        tmp_path,
        '["a.txt"]\nkind = "政府工作报告"\nplace = "昆明市"\nyear = 2011\nmeeting = "昆明市第十三届人民代表大会第一次会议"\ndate = 2011-01-18\nspeaker = "张某某"\n',
    )
    assert (report.title, report.place, report.year) == ("昆明市2011年政府工作报告", "昆明市", 2011)
    assert (report.date, report.speaker, report.meeting) == (
        "2011-01-18",
        "张某某",
        "昆明市第十三届人民代表大会第一次会议",
    )
    assert (report.reviewed, report.planned) == ((2010,), (2011,))
    assert report.id.startswith("kunming-2011-")
    assert report.warnings == ()
    assert {section.role for section in report.sections} >= {Role.REVIEW, Role.TASKS}


def test_the_user_stands_above_the_title_and_the_years_follow(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("昆明市2010年政府工作报告\n" + TEXT, encoding="utf-8")
    (tmp_path / "reports.toml").write_text('["b.txt"]\nyear = 2012\nreviewed = [2010, 2011]\n', encoding="utf-8")
    (report,) = read_reports([tmp_path], passage_chars=260).reports
    assert (report.title, report.year, report.reviewed) == ("昆明市2012年政府工作报告", 2012, (2010, 2011))
    assert report.planned == (2012,)
    assert any(section.years == (2012,) for section in report.sections)
    assert report.warnings == ()


def test_kind_title_and_files_to_skip(tmp_path: Path) -> None:
    (report,) = read(tmp_path, '["a.txt"]\nkind = "其他"\ntitle = "某次讲话"\n["无关.txt"]\nskip = true\n')
    assert (report.kind, report.title) == (ReportKind.OTHER, "某次讲话")
    (tmp_path / "无关.txt").write_bytes(b"\x89PNG")
    assert read_reports([tmp_path], passage_chars=260).problems == ()


def test_former_names_of_places_are_known(tmp_path: Path) -> None:
    (report,) = read(tmp_path, '["a.txt"]\nplace = "襄樊市"\nyear = 2009\n')
    assert report.place == "襄阳市"


def test_files_in_subfolders_and_single_files(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (report,) = read(tmp_path, '["sub/甲.txt"]\nplace = "昆明市"\n', "sub/甲.txt")
    assert report.place == "昆明市"
    (tmp_path / "sub" / "reports.toml").write_text('["甲.txt"]\nyear = 2011\n', encoding="utf-8")
    (alone,) = read_reports([tmp_path / "sub" / "甲.txt"], passage_chars=260).reports
    assert alone.year == 2011


def test_a_table_for_no_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "reports.toml").write_text('["b.txt"]\nyear = 2011\n', encoding="utf-8")
    (problem,) = read_reports([tmp_path], passage_chars=260).problems
    assert (problem.file, problem.message) == ("reports.toml", "没有名为 b.txt 的文件")


@pytest.mark.parametrize(
    ("toml", "words"),
    [
        ('["a.txt"]\nyera = 2011\n', r"a\.txt.*yera.*year"),
        ('["a.txt"]\nyear = "2011"\n', r"a\.txt.*year"),
        ('["a.txt"]\nyear = 20111\n', r"a\.txt.*year"),
        ('["a.txt"]\nkind = "报告"\n', r"a\.txt.*kind"),
        ('["a.txt"]\nplace = "不存在市"\n', "不存在市"),
        ('["a.txt"]\nplace = "鼓楼区"\n', "鼓楼区"),
        ('["a.txt"]\nreviewed = [1800]\n', r"a\.txt.*reviewed"),
        ('"a.txt" = 3\n', r"a\.txt"),
        ("[a.txt\n", "读不了"),
    ],
)
def test_mistakes_are_named_with_their_place(tmp_path: Path, toml: str, words: str) -> None:
    with pytest.raises(InputError, match=words) as caught:
        read(tmp_path, toml)
    assert "reports.toml" in str(caught.value)
