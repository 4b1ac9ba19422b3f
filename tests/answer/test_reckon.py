"""Figures that no report gives, reckoned from those that one does."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa.answer.library import Opened
from qa.answer.reckon import Lacking, Reckoned, reckoned
from qa.answer.stated import cells_of
from qa.deadline import Deadline
from qa.records import Turn
from tests.answer.fakes import shared_words
from tests.answer.opened import asked, open_store
from tests.samples import make_report

MADE = (
    make_report(
        "洛阳市", 2021,
        [
            "地区生产总值5400亿元，增长8%。", "一般公共预算收入400亿元，税收收入280亿元。",
            "快递业务量从1.5亿件增加到4.5亿件。", "森林覆盖率由41%提高到45.5%。",
            "城镇居民人均可支配收入42000元，农村居民人均可支配收入18000元。",
            "接待游客2000万人次，旅游收入300亿元。", "省重点项目80个，完成投资640亿元。",
            "五年累计投入民生资金1500亿元。", "常住人口700万人，城镇化率60%。", "人均地区生产总值8万元。", "社会消费品零售总额增长5%。",
            "市场主体达到50万户，比上年增加4万户。", "发放以旧换新补贴12亿元、带动销售金额90亿元。",
            "城乡居民低保月均标准分别提高到800元和700元。", "研发经费支出相当于地区生产总值的比例达到2%。",
            "货物进出口总额50亿元，出口总额30亿元。", "对东盟进出口20亿元、增长11.3%。", "五年新增铁路运营里程600公里、其中高铁360公里。", "办复代表意见240件、委员提案333件。",
            "工业增加值占地区生产总值比重达38%，建筑业增加值占地区生产总值比重达7%。", "粮食产量从2015年的200万吨增加到2020年的250万吨。",
            "观影300万人次，恢复到2019年的60%。", "口岸货运量1200万吨，其中龙门口岸500万吨，关林口岸400万吨。",
            "偃师区、孟津区地区生产总值分别达到600亿元、300亿元。",
            "五年改造老旧小区750个、1877万平方米。", "林下经济面积达260万亩、产值达130亿元。",
            "服务业增加值2700亿元，增长9.6%，占地区生产总值比重50%，比上年提高8.5个百分点。", "优良水体比例87.4%，比上年提高1.8个百分点。",
            "汽车总产量160万辆，其中新能源汽车产量40万辆。", "新增首店200家，其中全国首店18家。",
            "在册经营主体1133万户，其中民营企业368万户、个体工商户736万户。", "洛钼集团整车销售330万辆，其中自主品牌92万辆。",
            "新增学位5万个，其中义务教育学位3万个。", "平台公司由年初的162家压减到58家。", "建成社区老年食堂87个。", "国家级“小巨人”企业总数46家。", "新增农村劳动力转移就业9万人，总量达到266万人，其中省内转移152万人。", "班列累计开行2.6万列、占全国23.9%。", "外送电量3500亿千瓦时，其中外送绿电1050亿千瓦时。",
        ],
        ["平台公司再压减20家。", "建成社区食堂20个。", "新增国家级“小巨人”企业4家。", "新建5G基站2000个，累计达到5500个。", "赤字规模4.06万亿元，比上年年初预算增加1800亿元。", "一般公共预算收入增长5%。", "交通投资90亿元，水利投资60亿元，能源投资50亿元。"],
    ),
    make_report("大同市", 2021, ["地区生产总值增长6.6%。"], ["新建幼儿园12所。"]),
)  # fmt: skip


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Opened:
    return open_store(tmp_path_factory.mktemp("reckon"), MADE)


def reckon(opened: Opened, question: str) -> Reckoned | Lacking | None:
    return reckoned(*asked(opened, question), opened.shelf, opened.store, shared_words())


def told(opened: Opened, question: str) -> str:
    found = reckon(opened, question)
    assert isinstance(found, Reckoned), question
    return found.composed.text


def test_the_year_before_from_value_and_growth(opened: Opened) -> None:
    found = reckon(opened, "按洛阳2020年地区生产总值和增速倒推，2019年是多少亿元？")
    assert isinstance(found, Reckoned)
    assert found.composed.text.startswith(
        "洛阳市2019年地区生产总值约5000亿元（5400÷(1+8%)≈5000亿元；按增速反推，为估算）。"
    )
    assert [figure.status for figure in found.composed.figures] == ["quoted", "quoted", "derived"]
    assert [item.text for item in found.evidence] == ["地区生产总值5400亿元，增长8%。"]
    assert found.composed.used == (1,)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        (
            "洛阳2016到2020年改造的老旧小区，平均每个小区多少万平方米？",
            "平均每个约2.5万平方米（1877万平方米÷750个≈2.5万平方米）",
        ),
        ("洛阳2020年林下经济折合每亩产值多少元？", "平均每亩约5000元（130亿元÷260万亩=5000元）"),
        ("洛阳2020年以旧换新，平均每1元补贴带动了多少元销售？", "90÷12=7.5倍"),
        ("洛阳2020年省重点项目平均每个完成投资多少？", "平均每个约8亿元（640亿元÷80个=8亿元）"),
    ],
)
def test_what_comes_to_each_of_whatever_unit_and_years(opened: Opened, question: str, text: str) -> None:
    assert text in told(opened, question)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("洛阳2020年GDP的数和涨幅都给了，那2019年大约是多少亿元？", ["约5000亿元"]),
        ("洛阳2019年市场主体大概有多少万户？", ["约46万户"]),
        ("洛阳2020年税收收入占一般公共预算收入的百分之几？", ["70%", "280÷400"]),
        ("洛阳快递业务量多了多少亿件，是原来的几倍？", ["增加3亿件", "3倍"]),
        ("洛阳森林覆盖率提高了几个百分点？", ["增加4.5个百分点"]),
        ("2020年洛阳城里人和农民的人均可支配收入差多少元，是几倍？", ["24000元", "2.33倍"]),
        ("洛阳2020年平均每位游客花了多少钱？", ["平均每人次约1500元"]),
        ("洛阳2020年平均每个省重点项目完成多少投资？", ["平均每个约8亿元"]),
        ("按2020年洛阳常住人口和城镇化率估算，城里住着多少万人？", ["约420万人"]),
        ("按洛阳2020年进出口总额和其中的出口额推算，进口是多少亿元？", ["20亿元", "50−30"]),
        ("按洛阳2020年农村劳动力转移就业总量和省内转移人数推算，在省外打工的有多少万人？", ["114万人", "266−152"]),
        ("照洛阳2021年的5G基站建设计划，2020年底大概已有多少个基站？", ["约3500个", "5500−2000"]),
        ("根据洛阳2021年的计划推算，2020年年初预算的赤字规模是多少？", ["3.88万亿元"]),
        ("洛阳2020年班列累计开行占全国23.9%，由此推算全国累计开行了多少列？", ["约10.9万列", "2.6÷23.9%"]),
        ("如果洛阳2021年新增国家级“小巨人”企业的目标如数完成，到年底一共会有多少家？", ["50家", "46+4"]),
        ("洛阳2020年省重点项目，平均一个项目投资多少？", ["平均每个约8亿元"]),
        ("去掉东盟那一块，洛阳2020年外贸还剩多少？", ["30亿元", "50−20"]),
        ("洛阳城乡居民人均可支配收入的倍数，2020年是几倍？", ["2.33倍"]),
        ("洛阳2020年平均每个游客各花了多少钱？", ["平均每人次约1500元"]),
        ("照2021年定的增速算，洛阳一般公共预算收入应达到多少亿元？", ["420亿元", "400×(1+5%)"]),
        ("按报告给的比例推算，洛阳2020年研发花了大约多少亿元？", ["约108亿元", "5400×2%"]),
        ("洛阳2020年城乡低保月均标准相差多少元，按一年算差多少？", ["100元", "一年合计1200元"]),
        ("洛阳2020年地区生产总值涨得不少，那前一年是多少亿元？", ["约5000亿元"]),
        ("拿洛阳2020年地区生产总值除以常住人口，大约多少？", ["约7.71万元"]),
        ("按洛阳2020年地区生产总值和人均数倒推，大概多少人？", ["人数推算约675万人", "5400亿元÷8万元"]),
        ("洛阳2021年交通、水利、能源三块投资一共多少亿元？", ["三项合计200亿元"]),
        ("拿洛阳2020年的总量除以常住人口，人均多少？跟报告写的人均数吻合吗？", ["约7.71万元", "8万元，两者基本吻合"]),
        ("拿洛阳2020年的城乡居民人均可支配收入算一算：城里比农村多多少元，是几倍？", ["24000元", "2.33倍"]),
        ("洛阳2020年发以旧换新补贴，平均每补1块钱撬动了多少销售？", ["7.5倍", "90÷12"]),
        ("洛阳五年新增铁路里，不算高铁还有多少公里？占几成？", ["240公里", "600−360", "40%"]),
        ("洛阳五年新增铁路里高铁占几成？", ["60%", "360÷600"]),
        ("洛阳2020年进口额是多少亿元？", ["20亿元", "50−30"]),
        ("洛阳2020年一般公共预算收入里非税收入是多少？", ["非税收入为120亿元", "400−280"]),  # 2023 兰考
        ("洛阳2020年一共办了多少件代表意见和委员提案？", ["573件", "240+333"]),  # 2026 宁夏
        ("洛阳2020年粮食产量2015年到2020年增加多少万吨，年均增长多少？", ["增加50万吨", "年均增长4.6%"]),
        ("洛阳2020年工业和建筑业增加值占地区生产总值比重加起来是多少？", ["两项合计45%", "38+7"]),
        ("洛阳2020年省重点项目平均单个完成投资是多少？", ["平均每个约8亿元"]),
        ("洛阳2019年地区生产总值多少？用2020年的数和增速算", ["约5000亿元"]),
        ("洛阳粮食产量2015年到2020年平均每年增加多少万吨？", ["增加50万吨", "平均每年增加10万吨"]),
        # 2016 山西, 2026 吉林, 2026 天津
        ("洛阳第三产业占GDP比重，2019年应该是多少？（报告只给了2020年的数和提高的幅度）", ["约41.5%", "50−8.5"]),
        ("洛阳2019年优良水体比例算下来是多少？", ["约85.6%", "87.4−1.8"]),
        ("洛阳服务业占GDP的比重，上一年（2019年）该是多少？", ["约41.5%"]),
        # 2026 湖南, 2025 长沙, 2026 吉林
        ("洛阳2020年汽车产量中新能源车占比", ["25%", "40÷160"]),
        ("洛阳2020年新增首店里，全国首店占几成？", ["9%", "18÷200"]),
        ("洛钼整车销量里自主品牌占多大比例？洛阳2020年", ["27.9%"]),
        ("洛阳2020年新增的学位里头，小学初中（义务教育）占了几成？", ["60%", "3÷5"]),
        ("洛阳2020年平台公司压掉了多少家？", ["减少104家", "162−58"]),  # 2026 新疆
        # 2026 新疆, 2024 成都: what there would be
        ("洛阳2020年平台公司压掉了多少家？如果2021年的压减目标也完成，还剩几家？", ["减少104家", "还剩38家"]),
        ("洛阳2020年社区老年食堂87个，要是2021年的新建数全部完成，总共会有多少个？", ["共107个", "87+20"]),
        # 2026 内蒙古, 2026 浙江: a short name, 跟 as 和
        ("洛阳2020年外送电里绿电占几成？", ["30%", "1050÷3500"]),
        ("偃师跟孟津2020年GDP总共多少亿元？", ["2020年偃师区地区生产总值、孟津区地区生产总值两项合计900亿元"]),
        # 2026 福建, 2026 浙江
        ("除了个体工商户，洛阳2020年在册经营主体还有多少户？", ["397万户"]),
        ("洛阳2020年在册经营主体里除去民营企业和个体工商户，还剩多少户？", ["1104万户", "29万户"]),
    ],
)
def test_every_form(opened: Opened, question: str, said: list[str]) -> None:
    text = told(opened, question)
    assert all(part in text for part in said), text


def test_a_premise_that_the_report_has_otherwise_is_put_right(opened: Opened) -> None:
    text = told(opened, "已知洛阳2020年地区生产总值5000亿元、增长8%，2019年大约多少亿元？")
    assert "约5000亿元" in text and "5000亿元（报告为5400亿元）与报告不符" in text


@pytest.mark.parametrize(
    ("question", "lacking"),
    [
        ("按大同2020年地区生产总值和增速倒推，2019年是多少亿元？", "没有给出数额，只给出2020年地区生产总值增长6.6%[1]"),
        ("洛阳2020年社会消费品零售总额倒推一下，2019年是多少？", "没有给出数额"),
    ],
)
def test_what_is_lacking_is_told_with_what_is_stated(opened: Opened, question: str, lacking: str) -> None:
    found = reckon(opened, question)
    assert isinstance(found, Lacking) and lacking in found.text


@pytest.mark.parametrize(
    "question",
    [
        "洛阳2020年地区生产总值是多少亿元？",
        "洛阳2020年地区生产总值比上年增长了多少？",
        "洛阳2020年旅游收入占工业增加值的百分之几？",
        "洛阳2020年发放购车补贴，每补1块钱撬动了多少出口？",
        "拿大同2020年的总量除以常住人口，人均多少？",
        "洛阳2020年城镇居民人均可支配收入是多少？",
        "洛阳2020年办复的代表意见占意见和提案的几成？",
    ],
)
def test_nothing_is_reckoned_unasked_or_without_an_operand(opened: Opened, question: str) -> None:
    assert reckon(opened, question) is None


def test_without_time_no_place_is_taken_for_the_one_that_is_meant(opened: Opened) -> None:
    late = Deadline(0.0)
    for question, found in (
        ("快递业务量多了多少亿件，是原来的几倍？", False),
        ("洛阳快递业务量多了多少亿件，是原来的几倍？", True),
    ):
        plan, cells = asked(opened, question)
        in_time = reckoned(plan, cells, opened.shelf, opened.store, shared_words())
        assert isinstance(in_time, Reckoned)
        out_of_time = reckoned(plan, cells, opened.shelf, opened.store, shared_words(), deadline=late)
        assert isinstance(out_of_time, Reckoned) is found


@pytest.mark.parametrize(
    "question", ["洛阳2020年手表进口是多少？", "洛阳2020年荔枝进口增长了百分之几？", "洛阳2020年进口增速是多少？"]
)
def test_what_is_left_of_all_trade_is_no_single_import(opened: Opened, question: str) -> None:
    assert not isinstance(reckon(opened, question), Reckoned)


@pytest.mark.parametrize(
    "question",
    [
        "根据进出口总额和出口额倒推，洛阳2020年进口了多少亿元？",
        "洛阳2020年外贸进口大约多少？报告只给了进出口总额和出口值。",
    ],
)
def test_imports_are_the_rest_however_trade_is_called(opened: Opened, question: str) -> None:
    assert "进口为20亿元" in told(opened, question)


def test_the_year_that_a_share_is_of(opened: Opened) -> None:
    said = told(opened, "洛阳2020年观影恢复到疫情前的六成，倒推2019年大概有多少万人次？")
    assert "洛阳市2019年观影约500万人次（300÷60%=500万人次；按占比反推，为估算）" in said
    assert "2020年观影相当于2019年的60%" in said


def test_the_share_that_several_things_make_together(opened: Opened) -> None:
    said = told(opened, "洛阳2020年龙门口岸和关林口岸的货运量加起来占口岸货运量的百分之几？")
    assert "两项合计900万吨（500+400=900万吨）" in said and "900÷1200=75%" in said


@pytest.mark.parametrize(
    ("question", "said"),
    [
        # 2026 浙江: the whole alone in a clause of its own
        ("偃师和孟津2020年GDP加起来多少？占洛阳全市几成？", "占地区生产总值的16.7%（900÷5400≈16.7%）"),
        ("偃师2020年GDP占洛阳全市的百分之几？", "占地区生产总值的11.1%（600÷5400≈11.1%）"),
        ("偃师和孟津两区的GDP加起来占洛阳全市2020年GDP的百分之几？", "占地区生产总值的16.7%（900÷5400≈16.7%）"),
    ],
)
def test_places_within_beside_the_whole(opened: Opened, question: str, said: str) -> None:
    assert said in told(opened, question)


def test_no_other_place_within_stands_for_the_whole(opened: Opened) -> None:
    assert not isinstance(reckon(opened, "偃师2020年旅游收入占孟津区的百分之几？"), Reckoned)


def test_a_share_asked_for_behind_the_sum_that_has_it(opened: Opened) -> None:
    said = told(opened, "洛阳2020年龙门口岸和关林口岸的货运量加起来是多少？约占口岸货运量的百分之几？")
    assert "两项合计900万吨（500+400=900万吨）" in said and "900÷1200=75%" in said


def test_points_lie_between_growth_and_not_between_amounts(tmp_path: Path) -> None:
    made = [make_report("成都市", 2024, ["城镇、农村居民人均可支配收入分别达57477元、33065元，增长4.6%、6.7%。"], [])]
    said = told(open_store(tmp_path, made), "成都2023年城镇和农村居民收入增速差几个百分点？")
    assert "收入增速比农村居民人均可支配收入增速低2.1个百分点（6.7−4.6=2.1个百分点）" in said


@pytest.mark.parametrize(
    ("before", "question", "said"),
    [
        # 2026 福建, 2025 长沙, 2026 甘肃
        ("洛阳2020年在册经营主体多少户？", "民营企业多少户？占几成？", "32.5%（368÷1133"),
        ("洛阳2020年汽车产量多少？", "新能源占几成？", "25%（40÷160=25%）"),
        ("洛阳2020年省重点项目的情况？", "平均下来一个多少钱？", "平均每个约8亿元"),
        ("洛阳2020年在册经营主体多少户？", "那去掉民营企业呢，还剩多少？", "765万户"),
    ],
)
def test_what_leans_on_the_question_before(opened: Opened, before: str, question: str, said: str) -> None:
    plan = opened.planner.plan(question, [Turn("user", before), Turn("assistant", "见报告。")])
    cells = cells_of(plan, opened.shelf, opened.store, shared_words())
    found = reckoned(plan, cells, opened.shelf, opened.store, shared_words())
    assert isinstance(found, Reckoned) and said in found.composed.text


_TWO = (
    make_report(
        "洛阳市", 2021,
        ["发放育儿补贴58亿元，惠及婴幼儿171万人。", "生产总值从2015年的3.68万亿元增长到2020年的4.93万亿元。", "粮食总产量76.28亿斤。", "常住人口由上年729万人增加到732万人。"], [],
    ),
    make_report("大同市", 2021, ["发放育儿补贴32.5亿元，惠及婴幼儿104万人。", "生产总值从2015年的4.16万亿元增加到2020年的5.67万亿元。"], []),
)  # fmt: skip


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (
            "2020年洛阳和大同发的育儿补贴，平均到每个婴幼儿各是多少元？哪个市高，高多少？",
            [
                "洛阳市2020年发放育儿补贴平均每人约3392元",
                "大同市2020年发放育儿补贴平均每人约3125元",
                "洛阳市更高，高出267元",
            ],
        ),
        (
            "从2015年到2020年，洛阳和大同的地区生产总值名义上各增加了多少万亿元？谁增得多？",
            ["增加1.25万亿元", "增加1.51万亿元", "大同市更高，高出0.26万亿元"],
        ),
        ("按洛阳2020年粮食总产量和最新常住人口，人均粮食大约多少斤？", ["人均约1042斤", "76.28亿斤÷732万人"]),
    ],
)
def test_the_same_is_reckoned_of_each_of_several_places(tmp_path: Path, question: str, said: list[str]) -> None:
    made = open_store(tmp_path, _TWO)
    text = told(made, question)
    assert all(each in text for each in said), text


def test_one_place_that_lacks_it_leaves_all_untold(tmp_path: Path) -> None:
    made = open_store(tmp_path, (_TWO[0], make_report("大同市", 2021, ["发放育儿补贴32.5亿元。"], [])))
    assert reckon(made, "2020年洛阳和大同发的育儿补贴，平均到每个婴幼儿各是多少元？") is None


def test_a_share_of_the_nation_needs_the_nation_s_figure(tmp_path: Path) -> None:
    made = open_store(
        tmp_path, (make_report("广东省", 2026, ["进出口总额接连突破8万亿元、9万亿元。", "出口5.9万亿元。"], []),)
    )
    assert reckon(made, "广东2025年出口占全国出口的百分之几？") is None
