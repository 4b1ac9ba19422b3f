from __future__ import annotations

from pathlib import Path

import pytest

from qa.corpus import read_reports
from qa.corpus.clean import clean
from qa.corpus.oneline import broken_up

REVIEW = "全市上下团结奋斗，地区生产总值增长6.1%，财政收入完成42.3亿元。民生持续改善，新增就业3.2万人。"
TASKS = "要抓好三件事，生产总值增长6.5%以上。各项工作都要落到实处。"


@pytest.mark.parametrize("opening", ["过去一年，", "2014年，", "一年来，"])
@pytest.mark.parametrize(
    "head",
    [
        "各位代表：",
        "2015年1月20日在佛山市第十四届人民代表大会第五次会议上市长 王明各位代表：",
        "（草案）尊敬的各位代表：",
    ],
)
def test_a_report_on_one_line_is_read(tmp_path: Path, opening: str, head: str) -> None:
    text = (
        f"佛山市2015年政府工作报告{head}现在，我代表市人民政府报告工作，请予审议。一、2014年工作回顾{opening}{REVIEW}"
        f"二、2015年工作任务今年{TASKS}（一）抓好项目。{REVIEW}（二）抓好民生。{REVIEW}各位代表！让我们团结奋斗，再创佳绩。"
    )
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    (report,) = read_reports([tmp_path], passage_chars=200).reports
    assert (report.place, report.year) == ("佛山市", 2015)
    chapters = list(dict.fromkeys(section.path[0] for section in report.sections if section.path))
    assert chapters == ["一、2014年工作回顾", "二、2015年工作任务"]
    assert clean(report.text).text == report.text


def test_texts_with_lines_are_left_alone() -> None:
    for text in (f"第一行。\n第二行，一、二、三。{REVIEW * 3}\n第三行\n第四行", "短短一行。一、不长。", ""):
        assert broken_up(text) == text
