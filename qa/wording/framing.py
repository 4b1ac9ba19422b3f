"""Words that frame a question and name nothing of what is asked."""

from __future__ import annotations

import re

from qa.wording.subject import acts

#: Nouns and verbs of asking, reporting and comparing: no report need say them for the question to be answered.
FRAMING = frozenset(
    "报告 工作报告 政府工作报告 政府 计划 目标 任务 预期 预期目标 一共 总共 合计 实际 实际上 结果 情况 数字 数据 数值 数 指标 口径 年份 时候 哪年 "
    "涨幅 增幅 增速 降幅 增长率 增长 增长速度 同比 环比 比例 比率 比重 占比 份额 水平 规模 程度 幅度 趋势 变化 走势 变动 总量 总额 绝对数 底线 上限 下限 控制线 "
    "全市 全省 全区 全县 全州 全国 全年 当年 去年 今年 明年 上年 年底 年末 年初 本市 本省 自治区 我市 我省 地方 地区 省份 省区市 省区 省市 省市区 城市 各地 各省 各市 所有 全部 各个 每个 收录 平均值 平均数 均值 总和 之和 两地 两市 两省 "
    "多少 什么 怎么样 如何 分别 各自 各是 哪个 哪些 哪几 哪家 哪里 谁 第几 排名 名次 位次 位置 座次 高低 顺序 最高 最低 最多 最少 最大 最小 最快 最慢 最好 最差 较高 较低 "
    "要求 安排 打算 准备 力争 确保 争取 达到 完成 实现 做到 定为 定在 设定 提出 写明 给出 列出 列出来 写 报 说 讲 提到 提及 问 看 想 请问 麻烦 帮忙 请 "
    "规划数 计划数 安排数 名义 名义上 现价 最新 取整 两位数 双位数 大概 大约 左右 以上 以下 以内 超过 不低于 低于 高于 相差 差距 差 差了 倒推 推算 反推 换算 平均 年均 累计 期间 时期 过去 五年 三年 四年 十年 这些年 近年 "
    "排队 排个队 依次 逐个 逐一 报出 名字 最弱 最猛 最强 最厚 负增长 正增长 新一届 本届 上届 上一届 具体 究竟 到底 最终 最后 省级 市级 县级 到手 打下 打下的 领到 拿到 用上 喝上 住上 吃上 享受到 块钱 一路 一路上 手头 目前 现在 现有 现时 当前 已有 已经 还是 还有 以及 其中 方面 一项 一个 几个 几家 几项 单位 名称 地方 老百姓 大家 国务院 国家 中央 我国 数额 金额 总数 个数 "
    "人数 数量 岗位 控制 要涨 给自己 定 目标值 目标数 写 数值 全体 整个 一年 当年 现状 表现 做到 冲到 升到 涨到 降到 拿出 一共有 一般 主要 相关 有关 明确 对应 对于 关于 增加 减少 提高 下降 上升 降低 上涨 下跌 涨 跌 升 降 增 减 多 少 高 低 快 慢 大 小 一下 排 表 张表 列 算 比 比较 相比 对比 一比 比一比 比比看 来看 来说 "
    "实打实 同一 同一个 同一年 折合 约合 换成 不能 上车 今天 如今 眼下 当下 家里 人家 多长 账面 盘子 大面积 牌子 法子 厂子 品质 年度 经济 工作 报告里 中央政府 前者 后者 实绩 实绩数 力度 理由 原因 依据 三样 两样 几样 单位数 之间 多出 百分点数 哪年 当时 那年 省区 五省 四省 三省 两市 三市 截至 截止 相当于 当中 数额 大概 多多 既有 又有 百分之几 几成 百分之多少 百分点 个百分点 座次 省区市 有没有 这些 各是 各有 排个 谁最多 打工人 百分之 成 倍 几倍 几成 亿元 万元 元 万人 人 家 户 个 公里 亩 吨 起来 出来 下来 的话 办成 建成 新增".split()
)
#: 各口岸, 各类市场主体, 普通老百姓: all of them together, and no part of the name.
EACH = re.compile(
    r"普通(?=老?百姓|群众|居民|市民|农民|家庭|人(?![口才]))|各[类级种项]?(?=[一-鿿]{2})(?![地省市县区州国族界自位方个]|有|多|是|占|增|完成|达)"
)
_ABBREVIATED = 4
#: Words that make another, narrower thing of an indicator: 民间|投资, 入境|游客, 城镇|居民收入.
QUALIFIERS = re.compile(
    "对(?:东盟|欧盟|[美欧日韩俄港台]|香港|台湾|非洲|中亚|共建|RCEP)|入境|出境|城镇|农村|城市(?!空气)|乡村|农牧|民间|工业|农业|服务业|制造业|高技术|高新技术|规模以上|限额以上|新增(?=.{0,2}(?:贷款|存款|装机|能力|产能))|户籍|国有|私营|民营|外资|外商|中央|"
    "省级|市级|县级|区级|国家级|国家重点|省重点|市重点|省属|市属|县域|跨境|境外|境内|省外|市外|国内|人均|单位|累计|新能源|可再生|清洁能源|第一产业|第二产业|第三产业|一产|二产|三产|"
    "税收|非税|政府性|基金|出口|进口|服务贸易|服务进出口|脱贫|贫困|建档立卡|高校|大学|职业|公办|民办|普惠|老年|儿童|女|残疾|特困|集中|分散|存量|不良|小微|绿色|科技|涉农|基础设施|房地产|技改|"
    "台阶|大关|关口|冬|夏|秋|春|上半年|季度|旅发大会|博览会|园区|开发区|集群|示范区|亿元以上|万元以上|五年|千亿|百亿|直接|间接|重点地区|沿海|边境|牧区|移动|固定|高速|普通"
)
#: Sizes that tell a kind of thing: 亿元以上|市场.
SIZED = re.compile(r"(?<![\d一二三四五六七八九十])[百千]?[亿万]元以上(?!的(?:是|有)?(?:哪|几|谁|[，,。？?]|$))")
_DOING = re.compile(
    "新建改造|新改扩建|新改建|新建|改造提升|改造|改建|扩建|建成|建设|修建|完成|实施|开展|推进|开工|新开工|打造|培育|培训|引进|组织|发放|落实|治理|新增|净增|实现|达到|拥有|提升|累计|全年|共|生产|种植|接待"
)


def does(word: str) -> bool:
    """Whether the verb is what is done with a thing, and not what kind of thing it is."""
    return word not in EXCLUSIVE and (_DOING.search(word) is not None or acts(word) == word)


def tells_apart(word: str) -> bool:
    """Whether the word alone is one that makes a narrower thing of an indicator, whatever the word cutter takes it for."""
    return QUALIFIERS.fullmatch(word) is not None


def narrowed(name: str, asked: str) -> bool:
    """Whether ``name`` is of a narrower thing than was asked for: it has a qualifier that the question does not."""
    return any(match[0] not in asked for match in QUALIFIERS.finditer(name))


#: 前三名, 最后两个: how many of an order are asked for.
FIRST_FEW = re.compile(r"[前后][一二两三四五六七八九十\d]{1,2}[名位个]?")
#: What becomes of a thing: a sentence on its sale says nothing of its making.
EXCLUSIVE = frozenset("生产 销售 出口 进口 种植 养殖 投产 签约 竣工 关闭 退役 报废 上牌 出栏 存栏".split())

_CONTRASTED = re.compile("出栏|存栏|产量|面积|存款|贷款|城镇|农村|风电|光伏|里程|存量|增量|出口|进口|标准|人数|起数")


#: Pairs that are told apart whatever else two names share.
_APART = (
    re.compile("进出口|出口|进口"),
    re.compile("调查失业|登记失业"),
    re.compile("入境|国内(?=旅?游)"),
    re.compile("(?:职工|居民)(?=基本|医疗|医保|养老|社保)"),
    re.compile("(?:养老|医疗|失业|工伤|生育)(?=保险)"),
    re.compile("学前|幼儿园|中小学|小学|初中|高中|中学|高校|大学"),
)


#: How far a project or a work has come: what is begun is not done, and what is signed not begun.
_STAGES = tuple(
    map(
        re.compile,
        ("竣工|投产|投用|投运|建成", "开工|在建", "签约", "储备|谋划", "实施", "废止|取消", "颁布|出台|制定"),
    )
)
_BEGUN = re.compile("开工|在建|签约|储备|谋划")
_ALL_THERE_IS = re.compile("里程|总数|数量|保有|规模|面积|多长")
_PART_OF_YEAR = re.compile(r"前[一二三]季度|[一二三四]季度|[上下]半年|(?<!\d)1?\d月")


def _stages(text: str) -> set[int]:
    return {number for number, stage in enumerate(_STAGES) if stage.search(text)}


def only_begun(name: str, asked: str) -> bool:
    """Whether ``name`` is of what has but begun, and ``asked`` is not: 新开工高速公路 is no 高速公路里程."""
    return bool(_BEGUN.search(name) and _ALL_THERE_IS.search(asked)) and _BEGUN.search(asked) is None


def part_of_year(text: str) -> set[str]:
    """The parts of a year that ``text`` names: a figure of one is none of the year."""
    return set(_PART_OF_YEAR.findall(text))


def contrasted(name: str, asked: str) -> bool:
    """Whether ``name`` is told apart from ``asked`` by a word of a pair that excludes each other: 存栏, 出栏."""
    here, there = _stages(name), _stages(asked)
    name, asked = (text.replace("高校", "大学") for text in (name, asked))
    if here and there and not here & there:
        return True
    found = ((set(each.findall(name)), set(each.findall(asked))) for each in (_CONTRASTED, *_APART))
    return any(here and there and not here & there for here, there in found)


#: Words that tell how much of a thing there is, and no other thing.
_PLAIN = re.compile("发展及|改善|及(?=改)|(?:数量|人数|规模|总数)$")


#: How much is made of a thing: what is asked for where the thing alone is named (粮食目标).
MADE = re.compile("(?<=[一-鿿]{2})(?:总?产量|总产|总量)$")


def thing(name: str) -> str:
    """``name`` without the doing: 高标准农田 of 新建和改造提升高标准农田."""
    return re.sub("^[和与及、的]+", "", _PLAIN.sub("", _DOING.sub("", name))) or name


def deed_of(name: str) -> str:
    """What ``name`` says is done with a thing, "" where it says none: 改造 of 老旧小区改造."""
    found = _DOING.search(name)
    return found[0] if found else ""


def said(word: str, text: str) -> bool:
    """Whether ``text`` says ``word``, as it is or written out: 国企 in 国有企业, 规上 in 规模以上."""
    if word in text:
        return True
    if not 2 <= len(word) <= _ABBREVIATED or not set(text).issuperset(word):
        return False
    # 进出口额 is no 进口额 written out.
    return re.search(saying(word), text) is not None and not contrasted(text, word)


def saying(word: str) -> str:
    """A pattern for what says ``word``: two characters stand for two short words (国有企业 is 国企, 规模以上 规上)."""
    if not 2 <= len(word) <= _ABBREVIATED:
        return re.escape(word)
    parts = list(word) if len(word) <= 3 else [word[:2], word[2:]]
    gap = f"[^，。；、：,;:（）()\\d]{{0,{2 if len(word) == 2 else 4}}}?"
    return gap.join(map(re.escape, parts))


#: 民生实事里，…: where to look, and not what for.
_WITHIN = re.compile(r"(?:里[面头]?|当?中|方面)$")


def leads_in(clause: str) -> bool:
    """Whether a clause only says where what is asked for is told."""
    return _WITHIN.search(clause.strip()) is not None
