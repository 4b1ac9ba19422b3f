"""Drafts of real sentences: careful paraphrases, and such as invent a name, a place, a cause or another product."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from pathlib import Path

import pytest

from qa.answer.grounding import ungrounded
from qa.wording.indicators import terms
from qa.words import Words

#: drafts.jsonl is what the word lists were made with. drafts_later.jsonl came after them: of its first 22 sentences 10 of 44
#: good drafts were sent back and 4 of 22 bad ones passed at first, which led to heads and places; of the 26 after that
#: 4 of 52 and 3 of 26. The limits are what both must keep to now.
FALSE_ALARMS, CAUGHT = 0.03, 0.95


@dataclass(frozen=True)
class Drafts:
    evidence: str
    question: str
    good: tuple[str, ...]
    bad: tuple[str, ...]


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> Words:
    return Words(tmp_path_factory.mktemp("jieba"), terms())


def drafts(name: str) -> list[Drafts]:
    lines = Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    return [
        Drafts(f"{r['heading']}：{r['sentence']}", r["question"], (*r["good"],), (*(b["draft"] for b in r["bad"]),))
        for r in rows
    ]


@pytest.mark.parametrize("name", ["drafts.jsonl", "drafts_later.jsonl"])
def test_good_drafts_pass_and_bad_ones_are_caught(words: Words, name: str) -> None:
    good = [(d, draft) for d in drafts(name) for draft in d.good]
    bad = [(d, draft) for d in drafts(name) for draft in d.bad]
    alarms = [draft for d, draft in good if ungrounded(draft, [d.evidence], d.question, words)]
    missed = [draft for d, draft in bad if not ungrounded(draft, [d.evidence], d.question, words)]
    assert len(good) >= 60 and len(bad) >= 40
    assert len(alarms) <= FALSE_ALARMS * len(good), alarms
    assert len(missed) <= (1 - CAUGHT) * len(bad), missed


LINE = "张家口市2024年报告，2023年结果：现在，我代表市人民政府向大会报告工作，请予审议，并请市政协委员提出意见。"
ASKED = "张家口2024年的政府工作报告是谁作的？"
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶"
GIVEN = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂建国志华海波文斌永正立新春晓东振宏长江树林克良宝山玉龙"


@pytest.mark.parametrize(
    "wording",
    [
        "报告由市长{}作[1]。",
        "报告人是{}[1]。",
        "2024年张家口市政府工作报告由{}作[1]。",
        "{}作了2024年政府工作报告[1]。",
        "是{}。",
        "2024年的报告是{}同志作的[1]。",
    ],
)
def test_invented_persons_are_named(words: Words, wording: str) -> None:
    chosen = random.Random(7)
    names = [chosen.choice(SURNAMES) + "".join(chosen.choices(GIVEN, k=1 + n % 2)) for n in range(60)]
    missed = [name for name in names if not ungrounded(wording.format(name), [LINE], ASKED, words)]
    assert len(missed) <= 2, missed


@pytest.mark.parametrize(
    ("draft", "named"),
    [
        ("是我。", "是我"),
        ("2023年张家口市GDP由华为公司拉动[1]。", "华为公司"),
        ("张家口市与AECOM合作[1]。", "AECOM"),
        ("报告题为《迈向明天》[1]。", "迈向明天"),
        ("大连市政府工作报告[1]。", "大连市"),
        ("数字经济增长[1]。", "数字经济"),
    ],
)
def test_what_is_invented_is_named(words: Words, draft: str, named: str) -> None:
    assert named in ungrounded(draft, [LINE], ASKED, words)


@pytest.mark.parametrize(
    ("draft", "evidence"),
    [
        ("国企改制五十二家", "完成五十二家国有企业改制"),
        ("城镇居民人均可支配收入8940元", "城市居民人均可支配收入8940元"),
        ("GDP快速增长", "全市生产总值增长6%"),
        ("张家口的财政收入降到83.85亿元", "张家口市财政收入下降至83.85亿元"),
        ("装机容量386万千瓦", "装机386万千瓦"),
        ("普通高等学校7所", "普通高校7所"),
        ("张家口地区的投资额", "张家口市完成投资"),
        ("市长张祖林作报告", "昆明市市长 张 祖 林"),
    ],
)
def test_the_same_in_other_words_is_grounded(words: Words, draft: str, evidence: str) -> None:
    assert ungrounded(draft, [evidence], "", words) == ()


def test_a_run_without_end_is_not_guessed(words: Words) -> None:
    assert "李克良" not in ungrounded("年" * 100 + "李克良", [LINE], "", words)
