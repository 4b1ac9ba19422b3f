"""How the meaning of a term is asked for."""

from __future__ import annotations

import pytest

from qa.wording.meaning import is_term, term_asked


@pytest.mark.parametrize(
    ("query", "term"),
    [
        # 四川, 广东, 海南 2026
        ("报告里的“两重”指的是什么?", "“两重”"),
        ("横琴的“四新”产业包括哪些?请按报告的解释列出", "横琴的“四新”产业"),
        ("五社联动是什么意思?()", "五社联动"),
        ("报告提到的两个基地、两个枢纽、两个网络具体指哪些?", "两个基地、两个枢纽、两个网络"),
        ("什么叫“双高计划”?", "“双高计划”"),
        ("请解释一下四好农村路", "四好农村路"),
        ("粮食总产量达到多少", ""),
    ],
)
def test_the_term_is_what_is_asked(query: str, term: str) -> None:
    assert term_asked(query) == term


@pytest.mark.parametrize(
    ("name", "asked", "same"),
    [
        ("“四新”产业", "横琴的“四新”产业", True),
        ("优化环境“五个专项治理”", "五个专项治理", True),
        ("一区两地一园一通道", "“一区两地一园一通道”", True),
        ("“三资”", "农村三资监管平台建设情况", False),
        ("“两新”", "两新政策带动的消费项目", False),
        ("稳增长“21”条", "21", False),
        ("“两重”", "", False),
    ],
)
def test_a_term_by_what_it_is_asked_by(name: str, asked: str, same: bool) -> None:
    assert is_term(name, asked) is same
