"""Words that tell what was done from what is to be done."""

from __future__ import annotations

import re

FORWARD = re.compile(
    r"力争|确保|争取(?!到|了)|(?<!即)将(?!军|士|近|来|其|.{0,8}[从由])|今后|下一步|必须|(?<![主重需首次纪摘概])要(?!求|素|点|闻|道|塞|地)|预期目标|目标(?:是|为)|计划(?:完成|建设|实现|新增|安排|新建|投资|总投资)|拟|控制在|即将|到.{0,3}年"
)
DONE = re.compile(
    r"已经?(?!有的)|完成了|达到了|实现了|取得了|荣获|获批|超过了|比上年|同比|较上年|建成了|截至|目前|累计(?:完成|建成|实现|投入)|超额"
)
#: 超过6.5%的目标, 5%的预期目标: the figure is of a goal, whoever tells of it.
OF_A_GOAL = re.compile(
    r"^[”\"]?(?:左右|以上|以内)?的?(?:年度|年初|预期|预定|既定|计划|规划|全年|省定|国家|原定){0,3}(?:增长)?(?:目标|任务|计划|控制线)"
)
#: Past work named inside what is to be done: 2015年建成的527个新寨要完善配套.
NAMED_ONLY = re.compile(
    r"(?:已经?|未|完成|建成|签约|开工|受灾|确定|批准|引进|实施|启动|脱贫|新增|落地|投产|入库|认定)[^，。\d]{0,6}的|基础上"
    r"|^(?:推动|推进|加快|支持|促进|做好|抓好|用好|加强|深化|鼓励|引导|落实|巩固|盘活|完善|提升|保持|实施|开展)"
)
#: Behind 安排 and 争取, what has been given or got as well as what is to be: 安排扶贫资金, 争取地方债券.
MEANS = r"到|[^，,。？?；;了要]{0,12}?(?:资金|债券|国债|贷款|经费|补助|补贴)"
#: 控制在4.6%的|预期目标之内: what came of the goal, and no goal.
WITHIN_GOAL = re.compile(r"[^，。；]{0,10}(?:目标|任务|计划)(?:之内|以内|内)")
#: 如期完成裁减员额50万|的任务: as much was done.
FULFILLED = re.compile(r"(?:完成|实现)了?[^，。；]*$")
A_TASK = re.compile(r"的?任务")
EXPECTED = re.compile(r"预计|预期")
#: 在增长12%的基础上.
ON_TOP_OF = re.compile(r"^[”\"]?(?:左右|以上)?的?(?:基础(?:之?上|，|,)|高基数)")
STRONGLY_DONE = re.compile(
    r"已经?(?=[\u4e00-\u9fff])(?!有的)|截至|截止|目前|(?:我[国省市县区]|全[国省市县区])(?:现|共|还|仍)?有"
)
