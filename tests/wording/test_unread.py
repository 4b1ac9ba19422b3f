"""Names that the word cutter leaves in single characters, of reports of the five seeds, 四川, 陕西, 江苏, 甘肃 and 内蒙古."""

from __future__ import annotations

import pytest

from qa.wording.unread import whole
from tests.answer.fakes import shared_words


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("策克口岸货运量是多少", "策克"),
        ("甘其毛都口岸货运量", "甘其毛都"),
        ("钒钛产业做到多大规模", "钒钛"),
        ("“义新欧”和赣欧班列开了多少列", "义新欧"),
        ("“义新欧”和赣欧班列开了多少列", "赣欧"),
        ("“苏超”赛事带动消费多少", "苏超"),
        ("开行渝新欧班列多少列", "渝新欧"),
        ("国际友城各有多少对", "友城"),
        ("策克呢", "策克"),
    ],
)
def test_a_name_is_one_noun(phrase: str, name: str) -> None:
    found = whole(shared_words().tagged(phrase, guess=False))
    assert (name, "nz") in found
    assert "".join(text for text, _ in found) == phrase


@pytest.mark.parametrize(
    "phrase",
    [
        "修了多少公里路",
        "全市粮食总产量",
        "新建学校几所",
        "“十四五”末城镇化率",
        "“某超”有几个",
        "农民的钱花在哪",
        "“高新技术企业”多少家",
    ],
)
def test_what_is_no_such_name(phrase: str) -> None:
    tagged = shared_words().tagged(phrase, guess=False)
    assert whole(tagged) == tagged
