import pytest

from qa.corpus.findings import Where
from qa.corpus.identify import identify
from qa.records import ReportKind

BODY = "一、{before}年工作回顾\n过去一年，{we}经济平稳增长。\n二、{year}年主要任务\n今年要抓好重点工作。"


def body(year: int, we: str = "我市") -> str:
    return BODY.format(before=year - 1, year=year, we=we)


def test_title_meeting_speaker() -> None:
    head = "青岛市2016年政府工作报告\n——2016年1月25日在青岛市第十五届人民代表大会第六次会议上\n青岛市市长 张新起\n各位代表：\n"
    found = identify(head + body(2016), "a.txt")
    assert found.kind is ReportKind.WORK_REPORT
    assert found.title == "青岛市2016年政府工作报告"
    assert found.place and (found.place.value.name, found.place.where) == ("青岛市", Where.TITLE)
    assert found.year and (found.year.value, found.year.where) == (2016, Where.TITLE)
    assert found.meeting and found.meeting.value == "青岛市第十五届人民代表大会第六次会议"
    assert found.date and found.date.value == "2016-01-25"
    assert found.speaker and found.speaker.value == "张新起"
    assert (found.reviewed, found.planned, found.warnings) == ((2015,), (2016,), ())


def test_chinese_numerals_and_a_name_on_its_own_line() -> None:
    head = "政府工作报告\n二〇〇九年二月十一日在昆明市第十二届人民代表大会第五次会议上\n张 祖 林\n各位代表：\n"
    found = identify(head + body(2009), "a.txt")
    assert found.title == "昆明市2009年政府工作报告"
    assert found.date and found.date.value == "2009-02-11"
    assert found.speaker and found.speaker.value == "张祖林"


def test_without_any_head_the_text_tells() -> None:
    text = (
        "各位代表：\n现在，我代表市人民政府报告工作，请予审议。\n"
        + body(2021)
        + "我市地处赣西，宜春"
        + "发展绿色产业，宜春振兴。" * 6
    )
    found = identify(text, "x.txt")
    assert found.title == "宜春市2021年政府工作报告"
    assert found.place and found.place.where is Where.TEXT
    assert found.year and found.year.where is Where.TEXT


def test_the_file_name_is_the_last_resort() -> None:
    text = "各位代表：\n现在，我代表县人民政府报告工作，请予审议。\n一、工作回顾\n经济平稳增长，民生改善。"
    found = identify(text, "蔚县2011年政府工作报告.txt")
    assert found.title == "蔚县2011年政府工作报告"
    assert found.place and found.place.where is Where.FILE_NAME
    assert found.place.value.parents == ("河北省", "张家口市")
    assert found.year and found.year.sure < 0.9


def test_unknown_is_said() -> None:
    found = identify("各位代表：\n现在，我代表政府作政府工作报告。\n经济平稳增长。", "report.txt")
    assert found.title == "政府工作报告"
    assert (found.place, found.year, found.reviewed) == (None, None, ())
    assert found.warnings == ("没有认出报告的年份", "没有认出报告的地方")


def test_a_conflict_is_said() -> None:
    found = identify("2012年泉州市政府工作报告\n各位代表：\n" + body(2014), "a.txt")
    assert found.year and found.year.value == 2012
    assert found.warnings == ("年份不一致：标题说 2012，正文说 2014，以前者为准",)


def test_the_country() -> None:
    found = identify(
        "政府工作报告\n——2011年3月5日在第十一届全国人民代表大会第四次会议上\n国务院总理 温家宝\n各位代表：\n"
        + body(2011, "我国"),
        "a.txt",
    )
    assert found.title == "国务院2011年政府工作报告"
    assert found.place and found.place.value.name == "全国"
    assert found.speaker and found.speaker.value == "温家宝"


def test_the_lowest_place_in_the_title() -> None:
    found = identify("江苏省苏州市昆山市2018年政府工作报告\n各位代表：\n" + body(2018), "a.txt")
    assert found.place and found.place.value.name == "昆山市"


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("长沙市人民代表大会关于政府工作报告的决议", ReportKind.RESOLUTION),
        ("长沙市国民经济和社会发展第十三个五年规划纲要", ReportKind.PLAN),
        ("长沙市中级人民法院工作报告", ReportKind.OTHER),
        ("长沙市人民代表大会常务委员会工作报告", ReportKind.OTHER),
        ("长沙市人民政府工作报告", ReportKind.WORK_REPORT),
    ],
)
def test_kinds(title: str, kind: ReportKind) -> None:
    found = identify(f"{title}\n（2016年1月8日）\n各位代表：\n现予公布，请审议。", "a.txt")
    assert found.kind is kind
    assert (found.planned == ()) is (kind is not ReportKind.WORK_REPORT)


TERM_HEADS = "某市第八届人民代表大会第一次会议"


@pytest.mark.parametrize(
    ("text", "reviewed"),
    [
        ("一、过去五年工作回顾\n五年来，成绩显著。", (2008, 2009, 2010, 2011, 2012)),
        ("一、五年来的工作\n成绩显著。", (2008, 2009, 2010, 2011, 2012)),
        ("本届政府2009年1月就职，任期即将结束。\n经济增长。", (2009, 2010, 2011, 2012)),
        ("三年来，产业升级。\n三年来，城乡变样。\n三年来，民生改善。\n今年任务。", (2010, 2011, 2012)),
        ("市七届人大一次会议以来的五年，是奋进的五年。", (2008, 2009, 2010, 2011, 2012)),
        ("一、2012年工作回顾\n五年来，我们首次突破百亿。", (2012,)),
        ("一、去年工作回顾\n成绩显著。", (2012,)),
    ],
)
def test_years_reviewed(text: str, reviewed: tuple[int, ...]) -> None:
    found = identify(f"柳州市2013年政府工作报告\n各位代表：\n现在，我代表市人民政府报告工作。\n{text}", "a.txt")
    assert found.reviewed == reviewed
    assert found.planned == (2013,)


def test_a_past_meeting_is_not_the_meeting() -> None:
    text = "柳州市2013年政府工作报告\n各位代表：\n柳州市第十二届人民代表大会第一次会议以来，经济增长。"
    assert identify(text, "a.txt").meeting is None


def test_a_title_named_after_the_year_reviewed() -> None:
    found = identify("2013年泉州市政府工作报告\n各位代表：\n" + body(2014), "a.txt")
    assert found.title == "泉州市2014年政府工作报告"
    assert found.warnings == ("年份不一致：正文说 2014，标题说 2013，以前者为准",)


def test_a_covering_notice_is_no_meeting() -> None:
    head = (
        "许昌市人民政府\n关于印发2019年政府工作报告的通知\n《政府工作报告》已经许昌市第七届人民代表大会第四次会议审议通过，现予印发。\n"
        "政府工作报告\n——2019年1月8日在许昌市第七届人民代表大会第四次会议上\n许昌市人民政府代理市长 史根治\n各位代表：\n"
    )
    found = identify(head + body(2019), "a.txt")
    assert found.meeting and found.meeting.value == "许昌市第七届人民代表大会第四次会议"
    assert found.speaker and found.speaker.value == "史根治"
    assert found.date and found.date.value == "2019-01-08"


def test_a_minority_name_of_a_speaker() -> None:
    head = "新疆维吾尔自治区人民政府主席 雪克来提·扎克尔\n——2019年1月14日在新疆维吾尔自治区第十三届人民代表大会第二次会议上\n各位代表：\n"
    found = identify(head + body(2019, "我区"), "a.txt")
    assert found.speaker and found.speaker.value == "雪克来提·扎克尔"
    assert found.title == "新疆维吾尔自治区2019年政府工作报告"
