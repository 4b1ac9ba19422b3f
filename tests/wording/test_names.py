from __future__ import annotations

import pytest

from qa.wording.names import DIVISION, LATIN, may_be_name, persons_in, quoted_names, speaks_of_itself


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("张家口市市长李克良作报告", ("李克良",)),
        ("省长：王正谱。", ("王正谱",)),
        ("国务院总理温家宝代表国务院报告", ("温家宝",)),
        ("报告人是赵江涛", ("赵江涛",)),
        ("名叫王伟", ("王伟",)),
        ("由武卫东代表市人民政府作", ("武卫东",)),
        ("由王强作", ("王强",)),
        ("侯亮同志", ("侯亮",)),
        ("市长热线办结率98%", ()),
        ("由于降雨偏少", ()),
        ("由市政府作", ()),
        ("主席和总理", ()),
        ("由国务院向大会报告", ()),
    ],
)
def test_persons(text: str, names: tuple[str, ...]) -> None:
    assert persons_in(text) == names


@pytest.mark.parametrize(
    ("text", "question", "names"),
    [
        ("是易强。", "报告是谁作的？", ("易强",)),
        ("是石波[1]。", "报告人姓名？", ("石波",)),
        ("是高新区。", "产业集中在哪里？", ()),
    ],
)
def test_who_is_asked_for_is_a_name(text: str, question: str, names: tuple[str, ...]) -> None:
    assert persons_in(text, question) == names


@pytest.mark.parametrize("text", ["是我。", "由我作的报告", "我。", "作报告的是本人。", "作为语言模型，"])
def test_the_writer_of_himself(text: str) -> None:
    assert speaks_of_itself(text)


@pytest.mark.parametrize(
    "text", ["我市粮食丰收", "这是我省最大的项目", "是我们的目标", "我们坚持发展", "农村基本人均", "日本人民"]
)
def test_the_report_of_itself(text: str) -> None:
    assert speaks_of_itself(text) == ()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("授予“百年老店”称号", ("百年老店",)),
        ("《鼎盛王朝》入选", ("鼎盛王朝",)),
        ('获"长安杯"', ("长安杯",)),
        ("没有引号", ()),
    ],
)
def test_quoted_names(text: str, names: tuple[str, ...]) -> None:
    assert quoted_names(text) == names


def test_latin_names() -> None:
    assert [match[0] for match in LATIN.finditer("沃尔沃S60L、PM2.5和GDP")] == ["S60L", "PM2.5", "GDP"]


@pytest.mark.parametrize(("name", "bare"), [("张家口市", "张家口"), ("宽城县", "宽城"), ("城区", "城区")])
def test_a_place_without_what_it_is(name: str, bare: str) -> None:
    assert DIVISION.sub("", name) == bare


def test_scraps_are_no_names() -> None:
    assert [may_be_name(word, "nr") for word in ("李克", "降到", "玛泽登")] == [True, False, True]
    assert may_be_name("兰州", "ns")
