"""What stands around a report."""

from __future__ import annotations

import pytest

from qa.wording.around import AROUND_REPORT, speech_begins


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("2026年河北省政府工作报告\n王正谱作报告。各位代表：\n现在", "各位代表"),  # 2026 河北
        ("政府工作报告\n各位代表！\n现在", "各位代表"),  # 1978 国务院
        ("各位代表,现在,我代表", "各位代表"),  # 2006 国务院
        ("现在，请各位代表审议。", "现在"),
        ("", ""),
    ],
)
def test_where_the_speech_begins(text: str, begins: str) -> None:
    assert text[speech_begins(text, len(text)) :].startswith(begins)


def test_a_speech_does_not_begin_in_its_middle() -> None:
    assert speech_begins("前" * 500 + "各位代表：", 400) == 0


@pytest.mark.parametrize(
    ("heading", "around"),
    [
        ("解读省政府工作报告：在服务大局中担难担重前行", True),  # 2026 四川
        ("四川干部群众热议政府工作报告", True),
        ("一图读懂2026年政府工作报告", True),
        ("相关附件>>", True),
        ("一、2025年工作回顾", False),
        ("加强政策解读", False),
    ],
)
def test_headings_of_what_is_not_the_report(heading: str, around: bool) -> None:
    assert bool(AROUND_REPORT.match(heading)) is around
