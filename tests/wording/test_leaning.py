from __future__ import annotations

import pytest

from qa.wording.leaning import (
    lacks_whole,
    lead_and_rest,
    leaves_part_out,
    part_and_whole_before,
    shared_out_in,
    shares_out,
)


@pytest.mark.parametrize(
    # 2026 甘肃, probes of other places
    "text",
    ["平均下来每个人拿回多少钱？", "人均多少元？", "那平均每户多少人", "那折到每位客人头上，平均是多少元？"],
)
def test_so_much_each_of_what_was_told_before(text: str) -> None:
    assert shares_out(text)


@pytest.mark.parametrize("text", ["平均每个重点项目完成多少投资？", "人均可支配收入多少元？", "每万人有多少医生"])
def test_so_much_each_of_what_is_named(text: str) -> None:
    assert not shares_out(text)


def test_what_is_shared_out_stands_in_the_question_before() -> None:
    assert shared_out_in("平均下来每个人拿回多少钱?，每人拿回钱 帮农民工讨薪的成绩?") == "帮农民工讨薪的成绩?"
    assert shared_out_in("平均每个项目投资多少") == "平均每个项目投资多少"


@pytest.mark.parametrize("text", ["企业多少户？占几成？", "新能源占多大比例", "其中高铁占百分之几"])
def test_a_share_of_what_is_not_named(text: str) -> None:
    assert lacks_whole(text)


@pytest.mark.parametrize("text", ["经营主体里企业占几成", "税收占一般公共预算收入的百分之几", "占全省几成"])
def test_a_share_of_what_is_named(text: str) -> None:
    assert not lacks_whole(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("企业多少户?占几成?，企业户占成 经营主体总量多少?", ("企业", "经营主体总量")),
        ("新能源占几成?，能源占成 汽车产量多少?", ("新能源", "汽车产量")),
        ("经营主体里企业占几成?", None),
    ],
)
def test_the_part_and_the_whole_asked_about_before(text: str, found: tuple[str, str] | None) -> None:
    assert part_and_whole_before(text) == found


@pytest.mark.parametrize("text", ["占到全国几成？", "那占全省多少？", "它占全国的百分之几"])
def test_a_share_whose_part_is_not_named(text: str) -> None:
    assert leaves_part_out(text) and not leaves_part_out("棉花占全国几成")


def test_how_it_is_asked_adds_nothing() -> None:
    assert lead_and_rest("那农村居民呢，具体多少元？") == ("那农村居民呢", "具体多少元")
    assert lead_and_rest("那前一年呢？报告没直接写的话，按幅度倒推一下。")[0] == "那前一年呢"
    assert lead_and_rest("那货邮这块呢？") == ("那货邮这块呢？", "")
