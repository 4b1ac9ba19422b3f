"""Whole sentences of reports, read from their words to their statements."""

from __future__ import annotations

import pytest

from qa.records import Facet
from tests.statements.read import named, plan, review, when


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "电子信息、装备制造、特色消费品等产业集群均达到万亿元规模。",  # 2026 四川
            [("电子信息产业集群", "万亿元"), ("装备制造产业集群", "万亿元"), ("特色消费品产业集群", "万亿元")],
        ),
        (
            "推进石化能源新材料、电子信息两大万亿级产业集群建设，力争产值分别突破3700亿元、5000亿元。",  # 2023 惠州
            [("石化能源新材料产业产值", "3700亿元"), ("电子信息产业产值", "5000亿元")],
        ),
        (
            "海洋药物和生物制品、海洋电力、海洋旅游增速保持在10%以上。",  # 2026 辽宁
            [("海洋药物和生物制品", "10%"), ("海洋电力", "10%"), ("海洋旅游", "10%")],
        ),
        (
            "新能源汽车、光伏产品、锂电池“新三样”出口增长69.4%。",  # 2026 四川
            [("新能源汽车、光伏产品、锂电池“新三样”出口", "69.4%")],
        ),
        (
            "300万吨级CCUS碳捕集利用、100吉瓦时锂电池储能等减碳项目加快建设。",  # 2026 宁夏
            [("CCUS碳捕集利用项目", "300万吨"), ("锂电池储能项目", "100吉瓦时")],
        ),
        (
            "实施3000个老旧小区、120个街区改造。",
            [("实施老旧小区改造", "3000个"), ("实施街区改造", "120个")],
        ),  # 2026 四川
        (
            "超长期特别国债、专项债、中央预算内等资金2118亿元。",
            [("超长期特别国债、专项债、中央预算内等资金", "2118亿元")],
        ),
        (
            "小微企业、“三农”贷款增速比各项贷款平均增速分别高4.2和0.7个百分点。",  # 2015 国务院
            [("小微企业高于各项贷款平均", "4.2"), ("“三农”贷款增速高于各项贷款平均", "0.7个百分点")],
        ),
        (
            "江西两省14批次、1240名医护人员驰援。",
            [("江西两省医护人员驰援", "14批次"), ("江西两省医护人员驰援", "1240名")],
        ),
        (
            "建成3000多个宜居宜业和美乡村及820个特色田园乡村。",
            [("建成宜居宜业和美乡村", "3000多个"), ("建成特色田园乡村", "820个")],
        ),
        (
            "一般公共预算支出3.4万亿元，74%以上用于民生。",
            [("一般公共预算支出", "3.4万亿元"), ("一般公共预算支出用于民生占比", "74%")],
        ),
        ("我市与北京市签署了科技、文化等7个方面合作协议。", [("签署合作协议", "7个")]),  # 2017 张家口
        ("按照省委十三届七次、八次全会部署，植树3万株。", [("植树", "3万株")]),  # 2026 广东
    ],
)
def test_each_figure_is_of_its_own(text: str, told: list[tuple[str, str]]) -> None:
    assert named(review("承德市", 2024, text)) == told


def test_what_was_done_is_no_target_and_what_is_new_says_so() -> None:
    army, kept = review("全国", 2003, "如期完成裁减员额50万的任务。", "城镇登记失业率控制在4.6%的预期目标之内。")
    assert (army.indicator, army.facet, when(army)) == ("员额", Facet.FALL, "2002 year result")
    assert when(kept) == "2002 end result"
    (paid,) = review("全国", 2022, "2013年以来新增的涉税市场主体去年纳税达到4.76万亿元。")
    assert (paid.facet, when(paid)) == (Facet.LEVEL, "2021 year result")
    built, renewed = plan("西藏自治区", 2026, "新建和改扩建51所中小学。", "新（改）建农村公路10公里。")
    assert (built.facet, renewed.facet) == (Facet.LEVEL, Facet.LEVEL)
    assert renewed.indicator == "新改建农村公路"
    (less,) = plan("上海市", 2026, "低效建设用地减量7平方公里。")
    assert (less.indicator, less.facet) == ("低效建设用地", Facet.FALL)


def test_a_term_in_review() -> None:
    (live, share) = review(
        "全国", 2018, "8000多万农业转移人口成为城镇居民。", "财政性教育经费占国内生产总值比例持续超过4%。", since=2013
    )
    assert when(live) == "2013-2017 total result"
    assert (share.indicator, when(share)) == ("财政性教育经费占国内生产总值比重", "2013-2017 year result")
    (jobs,) = review("全国", 1985, "从１９７９年到１９８４年安排了四千二百多万城镇劳动力就业。")
    assert when(jobs) == "1979-1984 total result"


def test_the_place_of_an_area_or_a_city() -> None:
    whole, city = review("辽宁省", 2026, "沈阳都市圈跨域通办事项260项。", "大连经济总量突破1万亿元。")
    assert (whole.place, city.place) == ("沈阳都市圈", "大连市")
    among, _ = review("张家口市", 2024, "城市综合信用指数在全国261个地级市中排名38位。")
    assert (among.place, among.indicator) == ("全国", "地级市")


def test_what_the_sides_of_an_area_have_together() -> None:
    opened = "成渝地区双城经济圈建设走深走实，经济总量超9万亿元。川渝省际通道达到28条；产业集群均达到1万亿元规模；355项事项通办。"
    told = review("四川省", 2026, f"{opened}城镇新增就业20万人。")  # 2026 四川
    assert [statement.place for statement in told] == [*["成渝地区双城经济圈"] * 4, "四川省"]
