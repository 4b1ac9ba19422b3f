"""What is produced: its yield, told without the word for it."""

from __future__ import annotations

import re

from qa.wording.subject import MEASURE, acts

#: 粮食五年|增产|169.8亿斤: its yield, where it is no measure itself.
TOLD = re.compile(r"(?:增产|减产|稳定在|保持在|达到?|突破)(?:了|近|约|超过?)*\s*$")
CROP = re.compile(r"(?:[一-鿿]{0,2}粮食?|棉花|油料|大豆|玉米|小麦|水稻|[夏秋早]粮|蔬菜|水果|原油|原煤|天然气|钢|化肥)")
#: 原油产量3380万吨、|天然气|435亿立方米: what was measured is told with the first alone.
_YIELD = re.compile(r"(?:产量|出口量|销量|总产)$")
_NO_CROP = re.compile("率$|面积|人均|单产|[数量额值比]$|业$|企业|户$")


def yield_shared(name: str, before: str) -> str:
    """产量 of 原油产量; empty where ``name`` has a measure of its own, or is no thing that is produced."""
    told = _YIELD.search(before)
    own = MEASURE.search(name) or _NO_CROP.search(name) or acts(name)
    return "" if told is None or own else told[0]


_THROUGH = "吞吐量"
_CARGO = re.compile("货邮|货物|旅客|集装箱")


def thrown(name: str, before: str) -> str:
    """吞吐量, of 货邮 behind 胶东国际机场旅客吞吐量; empty where ``name`` is nothing that passes through."""
    return _THROUGH if _CARGO.fullmatch(name) and before.endswith(_THROUGH) else ""
