"""What is done within an undertaking that the clause before tells of, and told without its name: 开展…行动，实施项目146个."""

from __future__ import annotations

import re

_KIND = "行动|活动|协作|帮扶|合作|支援|走访|招商|攻坚战?|硬仗|会战|工程|整治|改革|试点|计划|置换|更新|改造|建设|搬迁|督查|巡视"
_UNDERTAKING = re.compile(
    rf"(?:开展|实施|进行|启动|推进|打好|打赢|深化)(?:了)?(?P<what>[^，。；、\d]{{2,20}}?(?:{_KIND})(?:计划|行动|方案)?)$"
)
#: 围绕民生福祉，提出8项指标.
_FIELD = re.compile(r"(?:围绕|聚焦)(?P<what>[一-鿿]{2,10})$")
_WITHIN = re.compile(
    r"(?:实施|投入|安排|争取|解决|提出|到位|下达|筹集|谋划|储备|签约|获批|化解|整改|拨付|引进|开工|查处|排查|受理|办结)+"
    r"(?:各类|重点|重大|年度|帮扶|财政|相关|配套|专项|突出|实际|具体)*(?:项目|资金|问题|问题诉求|诉求|指标|事项|隐患|案件|线索)|资金|典型案例|经验做法"
)
_SPACE = re.compile(r"\s+")


def undertaken(clause: str) -> str:
    """城市品质提升三年行动 of 开展城市品质提升三年行动; empty for a clause that tells of none."""
    clause = _SPACE.sub("", clause)
    match = _UNDERTAKING.search(clause) or _FIELD.search(clause)
    return match["what"] if match else ""


def told_within(name: str) -> bool:
    """Whether ``name`` says no more than what is done in any undertaking: 实施项目, 投入帮扶资金."""
    return bool(_WITHIN.fullmatch(name))
