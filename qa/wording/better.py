"""Of which indicators less is better, so that a target is reached from above: 失业率, 物价涨幅, 能耗, 赤字率."""

from __future__ import annotations

import re

_LESS = re.compile(
    r"失业率|居民消费价格|物价|消费价格|赤字|能耗|水耗|用水量|电耗|排放|浓度|死亡|事故|发案|案件|负债率|不良(?:贷款)?率|费用|成本|"
    r"贫困(?:人口|发生率)|恩格尔|收入[比差]|跨省流出|劣[Ⅴ五V]类|自然增长率|损失率|化学需氧量|氨氮|氮氧化物|二氧化[硫碳]|细颗粒物|PM"
)
#: The reduction of it is asked to be large (能耗下降率, 减排量).
_LESSENING = re.compile(r"(?:下降|降低|削减|减少)(?:率|幅度?|量)?$|减排")


def less_is_better(indicator: str) -> bool:
    return bool(_LESS.search(indicator)) and not _LESSENING.search(indicator)
