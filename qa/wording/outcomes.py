"""How questions ask what came of the targets that a place set itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

_DONE = r"(?:完成|实现|达成|达到|达标|兑现)"
_WHETHER = r"(?:了?没有?|了?吗|了?么|得?(?:怎么样|怎样|如何|咋样|好不好)|情况|的?结果|率)"
_CLAUSE = r"[^，,。？?；;]"
_ASKS = re.compile(
    rf"目标(?:任务)?(?:到底|究竟|最后|后来|都|是否|有没有|是不是|是?怎么)*{_DONE}{_WHETHER}"
    rf"|目标(?:任务)?(?:是否|有没有|是不是){_DONE}|目标(?:和|与|跟)(?:实际)?(?:完成|结果)(?:情况|值)?"
    rf"|(?:是否|有没有|是不是|没有?|未能?)(?:能)?(?:按期|如期)?{_DONE}了?{_CLAUSE}{{0,14}}目标"
    rf"|{_DONE}了?{_CLAUSE}{{0,14}}目标(?:了?没有?|了?吗|么)"
    rf"|(?:哪[些几]?个?|谁|几个|多少个?){_CLAUSE}{{0,14}}{_DONE}了?{_CLAUSE}{{0,14}}目标"
)
#: A target of several years is none of one of them.
_OF_TERM = re.compile(r"年均|[“\"「]?[十一二三四五六七八九]+五[”\"」]|五年(?:规划|计划)|规划目标|届")
_WHICH = re.compile(rf"哪[些几]?个?{_CLAUSE}{{0,6}}|谁|几个|多少个")
_NOT = re.compile(rf"(?:没有?|未能?|不能?)(?:能)?(?:按期|如期)?{_DONE}|(?:没|未)达标")
_RATE = re.compile(r"(?:增长|增速|增幅)(?:率|速度|预期)?(?:的)?目标|(?:增长|增速)目标")
#: What is no part of the name of what the target is for.
_AROUND_NAME = re.compile(
    rf"{_WHICH.pattern}|目标.*|{_DONE}了?|是否|有没有|是不是|没有?|未能?|历年来?|每年|各年|这些年|近几年|增长|增速|增幅|预期|年度|年初|当年"
    r"|(?:设|确|制)?定下?的|的|[，,。？?！!、\s]"
)


class Told(StrEnum):
    """Which targets are asked for: those reached, those missed, or all with what came of them."""

    REACHED = "reached"
    MISSED = "missed"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Sought:
    """``name``: of what the targets are, as far as the words tell; ``rate``: they are of its growth. ``indicator``: the
    dictionary's name of it; empty where it has none."""

    told: Told
    name: str
    rate: bool
    indicator: str = ""


def sought_in(text: str, topic: str) -> Sought | None:
    """None where nothing is asked of what came of targets; ``topic`` is ``text`` without its places and years."""
    if not _ASKS.search(text) or _OF_TERM.search(text):
        return None
    told = (Told.MISSED if _NOT.search(text) else Told.REACHED) if _WHICH.search(text) else Told.ALL
    return Sought(told, _AROUND_NAME.sub("", topic), _RATE.search(text) is not None)
