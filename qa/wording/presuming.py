"""Turns of events: how a question that asks for a reason takes them for granted, and what a report that tells of them says."""

from __future__ import annotations

import re
from enum import StrEnum

_WHY = re.compile(r"为什么|为何|为啥|原因|怎么(?:造成|会|回事)|造成的|问题出在|怪谁|责任|如何(?:看待|解释)|咋")


class Event(StrEnum):
    """What happened, as the question has it."""

    STOPPED = "stopped"
    FELL = "fell"
    FAILED = "failed"
    RESUMED = "resumed"
    BROKE = "broke"
    RAISED = "raised"
    LOWERED = "lowered"


_ASKED = {
    Event.STOPPED: r"叫停|停建|停工|[给]停|停了|停掉|停办|搁置|取消|中止|终止|下马|暂停|放弃|撤销|砍掉|砍了|黄了",
    Event.FELL: r"下滑|下降|减少|降低|回落|萎缩|负增长|缩水|大跌|滑坡|下跌|恶化",
    Event.FAILED: r"没能|未能|没有?通过|未通过|没有?完成|未完成|失败|落选|落空|被摘牌|丢了|出局",
    Event.RESUMED: r"恢复征收|重新征收|重启|复征|复建",
    Event.BROKE: r"亏损|倒闭|破产|烂尾|拖延|延期|推迟",
    Event.RAISED: r"上调|调高|调升|往上调|调上去",
    Event.LOWERED: r"下调|调低|往下调|调下来",
}
_TOLD = _ASKED | {
    Event.FELL: r"下滑|降|减|回落|萎缩|负增长|缩|跌|滑坡|恶化|-\d|不足|困难",
    Event.FAILED: r"未|没|失败|落选|落空|摘牌|差距|不足",
    Event.RESUMED: r"恢复|重新|重启|复",
    Event.RAISED: r"上调|调高|提高|上升|增加|高于",
    Event.LOWERED: r"下调|调低|降|减|低于",
}
_PATTERNS = {event: (re.compile(_ASKED[event]), re.compile(_TOLD[event])) for event in Event}


def presumed_in(text: str) -> tuple[Event, ...]:
    """What a question takes for granted that asks for the reason of it; none where it asks for none."""
    return tuple(event for event, (asked, _) in _PATTERNS.items() if asked.search(text)) if _WHY.search(text) else ()


def tells_of(event: Event, text: str) -> bool:
    return bool(_PATTERNS[event][1].search(text))
