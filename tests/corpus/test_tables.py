from __future__ import annotations

import pytest

from qa.corpus.tables import in_markdown, told, unit_of_caption


def lines(*rows: str, unit: str = "") -> list[str]:
    found = told([row.split("/") for row in rows], unit)
    return list(found.lines) if found else []


def test_a_cell_carries_the_heads_of_its_row_and_column_its_year_and_its_unit() -> None:
    assert lines("指标/2019年/2020年", "苹果产量（万吨）/21.5/26.2", "旅游收入（亿元）/3.87/4.2") == [
        "2019年苹果产量21.5万吨。2020年苹果产量26.2万吨。",
        "2019年旅游收入3.87亿元。2020年旅游收入4.2亿元。",
    ]


def test_a_merged_cell_belongs_to_all_rows_that_it_spans() -> None:
    assert lines(
        "乡镇/指标/2020年", "河口镇/生猪存栏（头）/3100", "河口镇/税收（万元）/870", "山前乡/税收（万元）/420"
    ) == [
        "2020年河口镇生猪存栏3100头。",
        "2020年河口镇税收870万元。",
        "2020年山前乡税收420万元。",
    ]


def test_heads_of_two_rows_are_read_together_and_growth_is_of_the_year_before_it() -> None:
    two = lines(
        "序号/项目/单位/2020年/2020年/备注", "序号/项目/单位/绝对数/增长（%）/备注", "1/生产总值/亿元/1,087.6/6.2/—"
    )
    assert two == ["2020年生产总值1,087.6亿元。2020年生产总值增长6.2%。"]
    assert lines("指标/2020年/同比增长（%）", "其中：工业增加值（亿元）/31/-1.2") == [
        "2020年工业增加值31亿元。2020年工业增加值同比增长-1.2%。"
    ]


def test_years_may_stand_in_rows_and_without_their_word() -> None:
    assert lines("年份/造林面积（万亩）", "2019/3.5", "2020/4") == ["2019年造林面积3.5万亩。", "2020年造林面积4万亩。"]


def test_counts_that_look_like_years_are_counts_where_they_have_a_unit() -> None:
    assert lines("产业/2021年/2022年", "企业（家）/1904/1951", "产值（亿元）/211.3/224.8") == [
        "2021年企业1904家。2022年企业1951家。",
        "2021年产值211.3亿元。2022年产值224.8亿元。",
    ]


def test_targets_say_that_they_are_to_be_reached() -> None:
    assert lines("指标/2021年预期目标", "粮食产量/50万吨以上", "城镇化率/提高1个百分点左右") == [
        "2021年预期目标：粮食产量50万吨以上。",
        "2021年预期目标：城镇化率提高1个百分点左右。",
    ]


@pytest.mark.parametrize(
    ("caption", "unit"),
    [
        ("单位：万元", "万元"),
        ("（计量单位：公顷）", "公顷"),
        ("主要指标（单位：亿元）", "亿元"),
        ("表3 农业 单位：吨", "吨"),
        ("单位：万元、%", ""),
        ("责任单位：教育局", ""),
    ],
)
def test_the_unit_of_a_caption_holds_for_the_table(caption: str, unit: str) -> None:
    assert unit_of_caption(caption) == unit
    assert lines("部门/2020年", "教育/870", unit="万元") == ["2020年教育870万元。"]


def test_labels_side_by_side_and_rows_that_are_headings() -> None:
    assert lines("作物/面积（亩）/作物/面积（亩）", "小麦/31/玉米/32") == ["小麦面积31亩。玉米面积32亩。"]
    assert lines("项目/2020年", "二、社会事业/二、社会事业", "在校学生（人）/3100") == [
        "二、社会事业",
        "2020年在校学生3100人。",
    ]


@pytest.mark.parametrize(
    "rows",
    [
        ("会议/地点", "全体会议/人民会堂"),
        ("左/中/右", "甲/乙/丙"),
        ("31.5/36.2/8.8", "11.5/16.2/1.8"),
    ],
)
def test_tables_without_figures_or_heads_are_left_as_they_are(rows: tuple[str, ...]) -> None:
    assert lines(*rows) == []


def test_the_heads_are_told_for_the_record() -> None:
    found = told([["指标", "2020年"], ["棉花", "3吨"]])
    assert found is not None and found.heads == ("指标 | 2020年",)


def test_a_doubt_stands_at_the_end_of_the_sentence() -> None:
    rows = ("指标/2019年/2020年", "苹果（万吨〔存疑〕)/21.5/26.2〔存疑〕", "梨（吨）/3/4〔存疑〕")
    assert lines(*rows) == [
        "2019年苹果21.5万吨〔存疑〕。2020年苹果26.2万吨〔存疑〕。",
        "2019年梨3吨。2020年梨4吨〔存疑〕。",
    ]


def test_tables_of_markdown_are_told_and_other_lines_stay() -> None:
    table = "| 指标 | 2019年 |\n|:---|---:|\n| 苹果（吨） | 21.5 |"
    text, heads = in_markdown(f"前文。\n{table}\n后文。")
    assert text.split() == ["前文。", "2019年苹果21.5吨。", "后文。"]
    assert heads == ("指标 | 2019年",)
    for other in ("首页 | 新闻 | 公开\n正文", "| 只有 | 一行 |", "| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 |"):
        assert in_markdown(other) == (other, ())


def test_cells_that_tell_their_figure_are_no_heads() -> None:
    table = "| 指标 | 2019年目标 |\n| --- | --- |\n| 地区生产总值 | 增长7%左右 |\n| 城镇登记失业率 | 3%以内 |\n"
    text, heads = in_markdown(table)
    assert text.split() == ["2019年目标：地区生产总值增长7%左右。", "2019年目标：城镇登记失业率3%以内。"]
    assert heads == ("指标 | 2019年目标",)
    assert told([["指标", "目标"], ["地区生产总值", "增长7%左右"], ["就业", "2万人"]]) is not None
