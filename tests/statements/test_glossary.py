"""Terms that a report explains behind its text."""

from __future__ import annotations

import pytest

from qa.statements.glossary import terms_of
from tests.samples import make_report

BODY = "推进“四新”产业发展：指标任务按期完成。\n"


def told(notes: str) -> list[tuple[str, str]]:
    report, _ = make_report("青海省", 2026, [BODY + notes], [])
    return [(term.name, report.text[term.start : term.end]) for term in terms_of(report)]


@pytest.mark.parametrize(
    ("notes", "terms"),
    [
        # 四川 2026: on one line; 广东 2026: on the next.
        (
            "名词解释\n1.“两重”：是指国家重大战略实施。\n2.“四新”产业：\n包括：科技研发、中医药。",
            [("“两重”", "是指国家重大战略实施。"), ("“四新”产业", "包括：科技研发、中医药。")],
        ),
        # 海南 2026: marks of notes, names that begin with a number.
        (
            "注释\n［1］一降三减：\n火灾总体下降。\n［2］1+5+N：\n“1”即中心，“N”指若干。",
            [("一降三减", "火灾总体下降。"), ("1+5+N", "“1”即中心，“N”指若干。")],
        ),
        # 义乌 2023: in brackets; without a colon.
        (
            "【名词解释】\n1.“141”：1个中心、4个平台。\n2.绿电铝是指用绿色电力生产的电解铝。",
            [("“141”", "1个中心、4个平台。"), ("绿电铝", "是指用绿色电力生产的电解铝。")],
        ),
        ("名词解释\n", []),
        ("", []),
    ],
)
def test_each_term_with_its_explanation(notes: str, terms: list[tuple[str, str]]) -> None:
    assert told(notes) == terms
