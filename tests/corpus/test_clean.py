"""Each class of dirt on texts of other places and years than the seeds."""

import pytest

from qa.corpus.clean import Cleaned, clean
from qa.corpus.noise import RemovedKind

REVIEW = "过去一年，全市上下团结奋斗，地区生产总值增长8.3%，一般公共预算收入完成96.4亿元，各项事业取得新的进步，人民生活进一步改善。"
TASKS = (
    "今年要抓好重点项目建设，着力扩大有效投资，全市固定资产投资增长9%以上，城镇新增就业3.2万人，切实保障和改善民生。"
)
HEAD = "临沂市2013年政府工作报告\n——2013年2月20日在临沂市第十八届人民代表大会第二次会议上\n临沂市人民政府市长 张某某\n各位代表：\n"
REPORT = (
    f"{HEAD}现在，我代表市人民政府向大会报告工作，请予审议。\n一、2012年工作回顾\n{REVIEW}\n二、2013年重点工作\n{TASKS}"
)


def kinds(cleaned: Cleaned) -> set[RemovedKind]:
    return {piece.kind for piece in cleaned.removed}


def test_a_clean_report_stays_as_it_is() -> None:
    cleaned = clean(REPORT)
    assert cleaned.text == REPORT.replace("市长 张某某", "市长张某某")
    assert cleaned.removed == ()


@pytest.mark.parametrize(
    "line",
    [
        "首页 | 新闻中心 | 政务公开 | 互动交流",
        "您当前的位置：首页 > 政府信息公开 > 政府工作报告",
        "首页 > 政务公开 > 政府工作报告",
        "发布时间：2013-03-01 09:12 浏览次数：2381",
        "2013-03-01 09:12 来源：市政府办公室",
        "信息来源：临沂日报 责任编辑：王某",
        "索引号：001003/2013-00012",
        "字体：大 中 小",
        "【打印本页】 【关闭窗口】",
        "上一篇：2012年统计公报",
        "分享到：微信 微博",
        "扫一扫在手机打开当前页",
        "附件：1.政府工作报告.docx",
        "目 录",
        "一、2012年工作回顾………………3",
    ],
)
def test_page_furniture_goes(line: str) -> None:
    cleaned = clean(f"{line}\n{REPORT}\n{line}")
    assert cleaned.text == clean(REPORT).text
    assert [piece.text.replace(" ", "") for piece in cleaned.removed] == [line.replace(" ", "")] * 2


def test_everything_after_a_disclaimer_goes_and_is_kept_to_be_seen() -> None:
    tail = (
        "免责声明：本文仅供学习，版权归原作者所有。\n热点\n留言与评论（共有 12 条评论）\n昵称：\n验证码：看不清？\n提交"
    )
    cleaned = clean(f"{REPORT}\n\n{tail}")
    assert cleaned.text == clean(REPORT).text
    assert "".join(piece.text for piece in cleaned.removed).count("验证码") == 1


def test_a_disclaimer_between_two_pages_does_not_swallow_the_rest() -> None:
    cleaned = clean(REPORT.replace("二、2013", "版权所有：某某网，未经许可不得转载\n二、2013"))
    assert cleaned.text == clean(REPORT).text


def test_the_name_of_the_site_above_the_title_goes() -> None:
    assert clean(f"沂蒙网\n临沂新闻\n{REPORT}").text == clean(REPORT).text


@pytest.mark.parametrize(
    "mark",
    [
        " www.abc-gongwen.com 政府工作报告。",
        "（来源：www.xyz.cn）",
        "https://www.example.org/a/b.html?id=3",
        "更多范文请访问：www.fanwen123.net",
        "【本文来自某某文库】",
        "[编辑]",
        "[12]",
    ],
)
def test_watermarks_inside_a_sentence_go(mark: str) -> None:
    cleaned = clean(REPORT.replace("团结奋斗，", f"团结奋斗，{mark}"))
    assert cleaned.text == clean(REPORT).text
    assert kinds(cleaned) == {RemovedKind.WATERMARK}


@pytest.mark.parametrize(
    "sentence",
    [
        "12345政务服务便民热线接通率达到98.5%。",
        "严厉打击侵权假冒违法行为，专利授权量增长12%。",
        "开通微信公众号，网上办理事项达到85%。",
        "城市空气PM2.5平均浓度下降6.1%，R&D经费投入强度达到2.1%。",
        "编制《临沂市城市总体规划（2011—2020年）》。",
        "附件：名词解释。",
        "抓好2.3万人就业，坚持1+3政策体系，全市A级景区达到30家。",
    ],
)
def test_report_sentences_that_look_like_pages_stay(sentence: str) -> None:
    assert sentence in clean(REPORT.replace("团结奋斗", f"团结奋斗。{sentence}各方面")).text


def wrapped(text: str, width: int, between: str) -> str:
    """``text`` as an e-mail or a PDF gives it: cut at ``width`` characters, first lines set in by two."""
    lines = []
    for paragraph in text.split("\n"):
        first = width - 2
        lines.append(paragraph[:first])
        lines += [paragraph[i : i + width] for i in range(first, len(paragraph), width)]
    return between.join(lines)


LONG = "\n".join(
    [
        "各位代表：",
        "一、2015年工作回顾",
        REVIEW + "我们迎难而上，" + REVIEW,
        "（一）产业升级步伐加快。" + REVIEW + TASKS,
        "（二）城乡面貌明显改观。" + TASKS + REVIEW,
        "二、2016年目标任务",
        TASKS + "确保完成全年任务。" + TASKS,
    ]
)


@pytest.mark.parametrize("between", ["\n", "\n\n"])
@pytest.mark.parametrize("width", [28, 30, 37])
def test_hard_line_breaks_are_undone(width: int, between: str) -> None:
    assert clean(wrapped(LONG, width, between)).text == LONG


def paged(text: str, mark: str) -> str:
    """A page mark after every sixth line, in the middle of sentences too."""
    lines = wrapped(text, 30, "\n").split("\n")
    for number, index in enumerate(range(6, len(lines) + 6, 7), start=1):
        lines.insert(index, mark.format(number))
    return "\n\n".join(lines)


@pytest.mark.parametrize("mark", ["— {} —", "- {} -", "－{}－", "第 {} 页", "第{}页 共9页", "{}/9", "{}"])
def test_page_marks_become_the_page_map(mark: str) -> None:
    cleaned = clean(paged(LONG, mark))
    assert cleaned.text == LONG
    assert [page.number for page in cleaned.pages] == list(range(1, len(cleaned.pages) + 1))
    assert len(cleaned.pages) > 3
    assert cleaned.pages[0].start == 0
    assert cleaned.pages[-1].end == len(cleaned.text)
    assert all(a.end == b.start for a, b in zip(cleaned.pages, cleaned.pages[1:], strict=False))


def test_the_last_page_mark_may_be_cut_off() -> None:
    dirty = paged(LONG, "— {} —").rsplit("— ", 1)[0] + "— 9"
    assert clean(dirty).text.endswith("。")


def test_marks_at_the_head_of_pages() -> None:
    first, second = LONG.split("\n二、")
    cleaned = clean(f"第1页\n{first}\n第2页\n二、{second}")
    assert [page.number for page in cleaned.pages] == [1, 2]
    assert cleaned.text[cleaned.pages[1].start :].strip().startswith("二、2016年")


def test_page_marks_joined_into_the_line() -> None:
    dirty = REPORT
    for number, word in enumerate(("全市上下", "各项事业", "着力扩大"), start=1):
        dirty = dirty.replace(word, f"{word[:2]}— {number} —{word[2:]}")
    cleaned = clean(dirty)
    assert cleaned.text == clean(REPORT).text
    assert [page.number for page in cleaned.pages] == [1, 2, 3, 4]


def test_running_heads_beside_page_marks_go() -> None:
    dirty = paged(LONG, "2016年临沂市政府工作报告\n— {} —")
    assert clean(dirty).text == LONG


def test_a_lone_number_is_not_a_page_mark() -> None:
    assert "M2预期增长12%左右" in clean(REPORT.replace("城镇新增", "广义货币M\n2\n预期增长12%左右，城镇新增")).text


def test_form_feeds_are_pages() -> None:
    cleaned = clean(REPORT.replace("二、2013", "\f二、2013"))
    assert [page.number for page in cleaned.pages] == [1, 2]


def test_pages_joined_in_mid_sentence_with_blank_lines() -> None:
    assert clean(REPORT.replace("预算收入", "预算\n\n收入").replace("\n", "\n\n")).text == clean(REPORT).text


def test_linked_words_on_lines_of_their_own() -> None:
    dirty = REPORT.replace("\n", "\n\n").replace("团结奋斗", "贯彻《\n\n中小企业促进法\n\n》".replace("\n\n", "\n"))
    assert "贯彻《中小企业促进法》" in clean(dirty).text


def test_an_unnumbered_heading_stays_a_paragraph() -> None:
    dirty = REPORT.replace(REVIEW, f"经济运行稳中向好\n\n\n{REVIEW}\n\n\n社会事业全面进步\n\n\n{REVIEW}")
    lines = clean(dirty).text.split("\n")
    assert "经济运行稳中向好" in lines
    assert "社会事业全面进步" in lines


def test_spaces_inside_chinese_text_go_and_latin_ones_stay() -> None:
    dirty = "政 府 工 作 报 告\n一、 2015 年工作回顾\n全市 “三农” 工作， 完成 36.5 亿元， 引进 MND 公司， 建成 Smart City Lab 一处。"
    assert (
        clean(dirty).text
        == "政府工作报告\n一、2015年工作回顾\n全市“三农”工作，完成36.5亿元，引进MND公司，建成Smart City Lab一处。"
    )


def test_markdown_marks_go_and_are_remembered() -> None:
    dirty = f"# 政府工作报告\n\n## 一、2015年工作回顾\n\n**一是产业提速。**{REVIEW}\n\n### 二、2016年工作\n\n- {TASKS}\n\n---\n"
    cleaned = clean(dirty)
    assert cleaned.text == f"政府工作报告\n一、2015年工作回顾\n一是产业提速。{REVIEW}\n二、2016年工作\n{TASKS}"
    marked = {cleaned.text[e.start : e.end]: e.level for e in cleaned.emphases}
    assert marked == {"政府工作报告": 1, "一、2015年工作回顾": 2, "一是产业提速。": 0, "二、2016年工作": 3}


def test_remains_of_html_go() -> None:
    dirty = REPORT.replace("团结奋斗", '<span style="color:red">团结</span>&nbsp;奋斗').replace("\n", "<br/>\n")
    assert clean(dirty).text == clean(REPORT).text


def test_a_heading_glued_to_the_paragraph_before_gets_its_line() -> None:
    dirty = REPORT.replace("\n二、2013年重点工作\n", "二、 2013 年重点工作\n")
    assert clean(dirty).text == clean(REPORT).text


def test_three_industries_are_no_heading() -> None:
    text = "全市经济结构不断优化。一、二、三产业比例由10:50:40调整为8:49:43，一二三产业融合发展，服务业比重提高三个百分点。"
    assert clean(text).text == text


@pytest.mark.parametrize("width", [16, 26])
def test_a_title_broken_over_two_lines_stays(width: int) -> None:
    text = f"2013年2月20日在临沂市第十八届人民代表大会第二次会议上\n{LONG}"
    cleaned = clean(wrapped(text, width, "\n\n"))
    assert cleaned.removed == ()
    assert cleaned.text.replace("\n", "") == text.replace("\n", "")


def test_the_licence_of_a_wiki_page_goes() -> None:
    """As saved from Wikisource: links stand on lines of their own, so the licence comes in pieces."""
    licence = (
        "本作品是中华人民共和国的\n法律\n、\n法规\n，国家机关的决议、决定、命令和其他具有立法、行政、司法性质的文件，及其官方正式译文。根据《\n"
        "中华人民共和国著作权法\n》第五条第一项，本作品不适用于该法，在\n中国大陆\n，也可能在其他管辖区，属于\n公有领域\n。\n\n\n"
        "注：中文维基文库社群认为，中华人民共和国公务演讲，\n不总是\n具有立法、行政、司法性质的文件。\n\nPublic domain\nPublic domain\nfalse\nfalse"
    )
    dirty = REPORT.replace("\n", "\n\n\n").replace("人民生活", "《\n劳动合同法\n》落实，人民生活")
    cleaned = clean(f"{dirty}\n\n\n\n\n{licence}")
    assert cleaned.text == clean(REPORT).text.replace("，人民生活", "，《劳动合同法》落实，人民生活")
    assert sum(len(piece.text) for piece in cleaned.removed) >= len(licence.replace("\n", ""))
