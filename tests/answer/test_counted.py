"""Lists that a question counts, cuts down or names as the main targets."""

from __future__ import annotations

import pytest

from qa.answer.assistant import Assistant
from tests.answer.fakes import assistant_over, last

TEXT = """洛阳市2020年政府工作报告
各位代表：
现在，我代表市人民政府向大会报告工作，请予审议。
一、2019年工作回顾
2019年，全市地区生产总值增长7.8%。新建农村公路386公里，改造危桥52座。
做好今后的工作，要注意把握好以下几点：
必须紧紧抓住经济建设这个中心。各项工作都要服从这个中心。
必须坚持深化改革。改革是发展的动力。
必须保持社会稳定。稳定是改革的前提。
二、2020年工作安排
今年经济社会发展主要预期目标是：地区生产总值增长7%左右；居民收入增长与经济增长同步；粮食产量100万吨以上。这样的目标是经过研究的。
实施“功能完善、景观提升、交通优化”三大工程，构建现代城市。开展山水治理、大气防控、水土改善、垃圾清理四大行动，建设美丽洛阳。深化“五个定位”建设。
办好四件民生实事：一是新建养老服务中心五个；二是增加托育床位三百张；三是改造农村公路；四是为老年人免费体检。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(tmp_path_factory.mktemp("counted"), TEXT, "洛阳.txt")


@pytest.mark.parametrize(
    ("question", "told", "left"),
    [
        (
            "洛阳要搞“三大工程”，又要搞“四大行动”，分别是什么？",
            ("景观提升", "垃圾清理"),
            ("构建现代城市", "美丽洛阳"),
        ),
        ("洛阳说要把握好哪几个“必须”？", ("必须紧紧抓住", "必须坚持深化改革", "必须保持社会稳定"), ("三大工程",)),
        ("洛阳2020年的民生实事里，专门给老年人的有哪些？", ("养老服务中心", "免费体检"), ("托育", "公路")),
        ("洛阳2020年的主要目标有哪些？", ("增长7%左右", "经济增长同步", "粮食产量100万吨"), ("三大工程", "经过研究")),
        ("洛阳2020年的主要预期目标是什么？", ("增长7%左右", "经济增长同步", "粮食产量100万吨"), ("三大工程",)),
    ],
)
def test_just_what_is_asked_is_listed(
    assistant: Assistant, question: str, told: tuple[str, ...], left: tuple[str, ...]
) -> None:
    answer = last(assistant.stream(question))
    assert not answer.refused
    assert [each for each in told if each not in answer.answer] == []
    assert [each for each in left if each in answer.answer] == []


def test_a_quoted_number_of_things_that_is_not_taken_apart_is_refused(assistant: Assistant) -> None:
    answer = last(assistant.stream("洛阳的“五个定位”是哪五个？"))
    assert answer.refused
