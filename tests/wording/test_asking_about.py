from __future__ import annotations

import pytest

from qa.wording.asking_about import About, asked_about, names_report

ASKED = {
    About.SPEAKER: """张家口2024年的报告是谁作的？
2024年张家口市政府工作报告的报告人是谁
谁作的2024年张家口政府工作报告
谁向大会报告工作？
河北省2026年的政府工作报告由哪位领导作的？
2017年是谁代表张家口市政府向大会作的报告
报告人叫什么名字
2024年张家口市市长是谁？
2024年谁当张家口市长
报告是哪位市长做的
那张家口呢？（承上文：的报告是谁作的?）""",
    About.DATE: """河北省2026年报告哪天作的？
张家口2024年政府工作报告是什么时候作的
2018年包头的政府工作报告是几月几日作的？
什么时候作的2024年张家口政府工作报告
武卫东是哪天作的报告？
政府工作报告的日期是哪天
报告是哪天作的？（承上文：的报告是谁作的?）""",
    About.MEETING: """甘肃省今年的报告是在什么会议上作的
包头市2018年政府工作报告是在哪次会议上作的
海南省2026年报告是在第几届人大第几次会议上作的
在哪次会议上作的政府工作报告
2022年国务院政府工作报告是在第几次会议上作的""",
    About.OFFICE: """张家口2024年报告的报告人是什么职务
李克良是什么职务
作报告的武卫东担任什么职务？
报告人的职务是什么""",
    About.YEAR: """武卫东作的是哪年的报告
李克强作的是哪一年的政府工作报告？
这份报告是哪一年的""",
}


@pytest.mark.parametrize(
    ("text", "about"), [(text, about) for about, texts in ASKED.items() for text in texts.split("\n")]
)
def test_what_is_asked_of_a_report(text: str, about: About) -> None:
    assert asked_about(text) == (about,)


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("西藏2026年报告的报告人是谁，什么职务", (About.SPEAKER, About.OFFICE)),
        ("河北省2026年的报告是谁在哪天作的", (About.SPEAKER, About.DATE)),
        ("贵州省2026年的政府工作报告是谁作的，哪一天，在什么会议上？", (About.SPEAKER, About.DATE, About.MEETING)),
        ("杭州2025年报告的报告人是谁，任什么职务，在哪次会议上作的", (About.SPEAKER, About.OFFICE, About.MEETING)),
    ],
)
def test_several_at_once(text: str, about: tuple[About, ...]) -> None:
    assert asked_about(text) == about


@pytest.mark.parametrize(
    "text",
    """2023年市长热线办结多少件
谁获得了全国劳动模范奖？
政府工作报告是什么时候提出乡村振兴的
报告什么时候提到冬奥会
哪一天举办冬奥会开幕式
报告说在哪次会议上通过了规划
报告提到举办了什么会议
哪年的报告最早提到数字经济
谁作为主体推进改革
报告由谁负责落实
张家口的市长热线是多少
河长制由谁负责
哪份报告写到农村公路最多
市长说要做什么
谁投资建设了张北云基地？
包头什么时候开通地铁
副市长是谁
市长质量奖发给了谁？
张家口2024年报告里谁被评为模范？
哪天完成了封关运作
五年来召开了第几次会议""".split("\n"),
)
def test_other_questions(text: str) -> None:
    assert asked_about(text) == ()


def test_whether_a_report_is_named() -> None:
    assert names_report("2024年政府工作报告") and names_report("报告人是谁")
    assert not names_report("李克良是什么职务")
