"""General heads, and the words before them that tell their kind."""

from __future__ import annotations

import pytest

from qa.wording.heads import is_head, leads_to_head, qualified
from qa.wording.indicators import terms
from qa.words import Words


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> Words:
    return Words(tmp_path_factory.mktemp("jieba") / "cache", terms())


@pytest.mark.parametrize("word", ["企业", "播种面积", "就业", "贷款", "收入", "出口", "进口额", "产量", "园区"])
def test_heads(word: str) -> None:
    assert is_head(word)


@pytest.mark.parametrize("word", ["葡萄", "增速", "占比", "目标", "", "企业家"])
def test_what_is_no_head(word: str) -> None:
    assert not is_head(word)


@pytest.mark.parametrize(
    ("phrase", "kind"),
    [
        ("典当机构是多少", "典当"),
        ("婚庆收入达到多少", "婚庆"),
        ("婚庆营业收入是多少", "婚庆"),
        ("相机企业是多少", "相机"),
        ("香水项目多少", "香水"),
        ("电竞机构是多少", "电竞"),
        ("望远镜企业的目标", "望远镜"),
        ("殡葬投资增长", "殡葬"),
        ("卫星平台多少个", "卫星"),
        ("卫星项目多少个", "卫星"),
    ],
)
def test_what_tells_the_kind_is_a_noun_whatever_the_cutter_says(words: Words, phrase: str, kind: str) -> None:
    found = qualified(words.tagged(phrase))
    assert (kind, "n") in [(text, flag[:1]) for text, flag in found]
    assert "".join(text for text, _ in found) == phrase


@pytest.mark.parametrize(
    "phrase",
    ["新建企业多少家", "招人才多少名", "发放贷款多少", "完成投资多少", "新增就业多少", "大企业几家", "去年企业多少"],
)
def test_what_is_done_and_when_tells_no_kind(words: Words, phrase: str) -> None:
    assert qualified(words.tagged(phrase)) == words.tagged(phrase)


def test_a_head_is_led_to_over_verbs_of_its_name() -> None:
    assert leads_to_head([("播种", "v"), ("面积", "n")])
    assert leads_to_head([("就业", "v")])
    assert leads_to_head([("种植", "v"), ("面积", "n")])
    assert not leads_to_head([("增长", "v"), ("企业", "n")])
    assert not leads_to_head([("增速", "v")])
    assert not leads_to_head([])
