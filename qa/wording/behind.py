"""The words behind a figure: the thing counted, what is said of it, and of whom a percentage is a share."""

from __future__ import annotations

import re

from qa.wording.subject import MEASURE, ends_acting

_SPACE = re.compile(r"\s+")
#: 突破14万亿元大关: no thing that is counted.
MARK_PASSED = re.compile(r"^(?:大关|关口|门槛)")
#: 省委十三届七次|、八次全会: which meeting it was.
MEETING = re.compile(r"(?:[、和][一二三四五六七八九十]+次)*(?:全体)?(?:会议|全会|党代|人代会|代表)")
#: 实现万亿级|跃升.
LEAPS = re.compile(r"^的?(?:跃升|跨越|增长)")
#: 7%左右的|增长速度.
SPEED_BEHIND = re.compile(r"^(?:左右|以上|以内)?的?(?:年均)?(?:增长|增速|速度|增幅|增长率)")
_GROUP = re.compile(
    r"^[”\"]?(?:以上|左右|以内|以下|多)?+的?+(?P<noun>(?!增|转[为向]|速|基础|之|目标|比|水平|高|低|股权|权益|税|资金|贡献|人口抽样)[一-鿿“”、]{1,14}?)"
    r"(?P<said>(?:均|都|全部|已)?(?:与|纳入|实现|达到|达标|参加|普及|享受|开展|建成|能|在(?!建|校)|得到|完成|获|入选|设立|配备|拥有|(?<!普)通(?=[高铁公客])|集中|来自|用于|超过?|突破|高于|低于).*)?$"
)
#: Where the thing counted ends: at a mark, or at what is said of it.
_BEHIND = re.compile(
    r"[，,。；;：:！？!?\n（(]|[和与](?=\d)(?!\d+(?:千伏|万吨级|吨级))|预计|实现|完成|建成后|投产后|完工后|进行|得到|达到|荣获|获评|入选|获得|通过|用于|下降|增长|减少|分别|全部|正式|顺利|圆满|如期|(?<!能)按[时期]|(?<!投)入(?=围)|投入(?=运营|使用|运行|营运)|列入|率先|中(?=有|排|居|位)|纳入|进入|跻身|参与|获评|获|享受|需要|(?<![交流普])通(?=[高铁公客])|让|将|被(?=[评列授确认])|居全|位居|超额|加快|首次|集中(?=[开签])|牵头|(?<=..)(?:稳步|不断|扎实|有序|深入|持续|明显|显著|有效|全面(?=推|实[施现行]|开|落|完|建)|取得(?=[一-鿿]{0,6}(?:成效|进展|成绩|突破)))|刷新(?=[一-鿿])|(?<=..)(?<![人户亩年平])[均都](?=完成|实现|达到|获|入选|通过|纳入|建成|投)|用好用活|(?<=..)加强(?!型)|(?:工作)?进展顺利"
)
#: Where the clause has the thing alone, these tell of it, too: 28个省份|取消药品加成.
_BEHIND_ALONE = re.compile(
    rf"{_BEHIND.pattern}|(?<=..)(?:取消|建立(?!健全)|开展|与(?=[^，。；]{{2,12}}(?:建立|签|合作|开展)))"
)
#: 一般公共预算支出74%以上|用于民生: the part that goes to something.
USED_FOR = re.compile(r"^(?:以上|左右|以内)?(?:都|均|全部)?(?P<use>用于[^，。；、]{2,12})")
#: What became of those counted: they add up over the years.
CAME_TO = re.compile(
    r"得到(?!.{0,3}保障)|成为|创建|开局|落户|评为|上线|启用|投运|投用|驰援|实现|完成|入选|获评|获|通过|纳入|交付|(?<!在[一-鿿])(?<!在[一-鿿]{2})稳定|推广|化解|改善|实施|推进|取得|建成|落地|投产|开工|荣获|授予|挂牌|上市|配备|提供|发放"
)
#: 区域医疗中心|建设进展顺利: there they are, and nothing was done with.
UNDER_WAY = re.compile(r"^[^，。；]{0,16}?(?:进展顺利|加快(?:建设|推进)|有序推进|稳步推进|扎实推进)")
_SAID = 18
#: 企业|入选 tells not what for; 项目|开工 tells it all.
_WITHOUT_OBJECT = 2
_BEGUN = re.compile("开工|竣工|投产|并网")
#: A name as short may stand for anything.
_SHORT = 2
_PAUSED = re.compile(r"[，,。；;：:！？（(|\n]")
#: How surely and how soon, which tells nothing of what was counted.
_LIGHTLY = re.compile(r"^(?:全部|均|都|已|被|按时|按期|正式|顺利|圆满|如期|集中|首次|率先|加快|预计|分别|陆续|相继)+")
_UNDONE = re.compile(r"(?:未能?|没有?|尚未|不)$")
_TENSE = re.compile(r"(?<=[一-鿿])了(?=[一-鿿])")
#: Where another figure follows, the words lead to that.
_TO_FIGURE = re.compile(r"(?:达到?|超过?|突破|近|约|为|至|到)$")
#: What tells which of a kind were counted.
_SAYS = re.compile(
    r"评为|列为|授予|确定为|认定为|获评|入选|荣获|列入|纳入|进入|跻身|达到|参与|享受|得到|(?<!普)通(?=[高铁公客过])|需要|稳定|获|实现|完成|建成(?!后)|取消|建立|开展|入围|与|投入(?=运营|使用|运行|营运)|开工|竣工|投产|并网"
)
_MEASURED_OF = re.compile(
    r"(?P<thing>[一-鿿“”]+?)(?:年均?|全年|尚有|仍有)*(?:水质|空气质量|生态质量|污水|垃圾)?"
    r"(?:(?:优良(?:天数|水体)?|达标|整治|处理|覆盖|合格|变好|完成|上云)*(?:率|占?比例?)|增加值|总?产值|产量|产能|生产总值"
    r"|(?:农民|(?:农村|城镇|城乡)?居民)?(?:人均|营业|主营业务|销售|财政|税收|可支配|纯)*收入|资产总额|贫困人口|查明资源量|储量|用电量)(?:占.*|与.*之比[由从]?)?$"
)
_SIZED = re.compile(
    r"(?!的|时|以上|以下|左右|以内)(?P<thing>[一-鿿]{2,14}?)(?:等(?:一批)?[一-鿿]{0,6}?)?(?P<kind>项目|工程|装置|生产线|电站)(?!数)"
)
_ATTRIBUTE = re.compile(r"(?:以上|左右|以内|以下|多)?的")
_LEVEL = r"(?:国家|世界|区域|自治区|[省市县区部])级(?:及?以上)?"
_BATCH = r"首批|第[一二三四五六七八九十]批"
_OF_LEVEL = re.compile(rf"^(?:{_LEVEL}|{_BATCH})")
_LEVEL_ENDS = re.compile(rf"(?:{_LEVEL}|{_BATCH})$")


def group_behind(trail: str) -> tuple[str, str] | None:
    """82%|的龙头企业与农牧民形成联结: of whom a percentage is a share, and what is said of them."""
    match = _GROUP.match(_SPACE.sub("", trail))
    return (match["noun"].strip("“”"), match["said"] or "") if match else None


#: 医院|在国家绩效监测中|获评A级: by whom it was found so.
_JUDGED = re.compile(r"(?<=..)在[^，。、]{2,14}中(?=获|入选|被评)")


#: 世界遗产|保护利用水平|不断提升: how good they are is told of those counted.
_HOW_GOOD = re.compile(
    r"(?<=..)(?:保护|利用|传承|开发|服务|治理|管理|运营|办学|诊疗|通行|综合)+(?:水平|能力|质量|效能|功能)$"
)
_BETTER = re.compile(r"(?:不断|持续|稳步|明显|显著|有效)(?:提[升高]|增强|改善|优化)")
_COVERED = re.compile(r"^的?(?P<what>[一-鿿]{1,10}?)(?:的)?全覆盖")


def covered(trail: str) -> str:
    """地级以上市 of 实现21个|地级以上市全覆盖: what there is that all is covered; empty where nothing is."""
    match = _COVERED.match(_SPACE.sub("", trail))
    return match["what"] if match else ""


def name_behind(trail: str, said: bool = False) -> str:
    """The name in the words right behind a counted figure (52家|企业的改制任务).

    ``said``: with what is said of the thing, when that is all the clause has (16个|案例入选典型: 入选典型的案例).
    """
    name = re.sub(r"^(?:[”\"、]|的|方面(?=合作|政策|措施)|以上|以下|以内|左右|多|余)+", "", _SPACE.sub("", trail))
    name = _JUDGED.sub("", name)
    pieces = (_BEHIND_ALONE if said else _BEHIND).split(name, maxsplit=1)
    thing = next((piece for piece in (pieces[0], name.split("，")[0]) if len(piece) > 1), "")
    thing = re.sub(
        r"(?:“|(?<=实事)中|(?<=..)平均|(?<=..)尚未|尚未$|(?<=..)全面|(?<=..)相继|(?<=..)陆续|(?<=..)[要将已并]|增长|下降|减少|增加|以上|和|与|及|，|、|的|达到?|超过?|突破|其中)+$",
        "",
        thing,
    ).replace("的", "")
    if _BETTER.match(name, len(pieces[0])):
        thing = _HOW_GOOD.sub("", thing)
    if said and thing and thing == pieces[0]:
        return f"{_said_of(name[len(thing) :])}{thing}" if not _UNDONE.search(thing) else thing
    return thing


def _said_of(rest: str) -> str:
    """通过国家备案的, from what follows the thing; empty where that does not tell which were counted."""
    what = _PAUSED.split(_LIGHTLY.sub("", rest), maxsplit=1)[0]
    tells = len(what) > _WITHOUT_OBJECT or _BEGUN.match(what)
    if not tells or len(what) > _SAID or not _SAYS.match(what) or _TO_FIGURE.search(what):
        return ""
    return f"{_TENSE.sub('', what)}的"


def sized(trail: str) -> str:
    """锌基合金项目, of 白银集团|7万吨|锌基合金等项目: what is as big as the figure says."""
    match = _SIZED.match(_SPACE.sub("", trail))
    return f"{match['thing']}{match['kind']}" if match else ""


def measured_of(thing: str) -> str:
    """断面 of 断面水质达标率, 重点产业 of 重点产业产值占…: those counted, without what is measured of them."""
    match = _MEASURED_OF.match(thing)
    return _DOES.split(match["thing"] if match else thing, maxsplit=1)[0]


#: 62个省级纵向支持组团|实施重点项目|1000多个: what they did is what is counted next.
_DOES = re.compile(r"(?<=[一-鿿]{3})(?:实施|引进|培育|吸纳|投入|带动(?=[一-鿿]))")


def of_the_group(lead_name: str, trail: str) -> bool:
    """Whether a percentage is of those behind it and what leads to it is doing (团结|95%|以上的干部)."""
    return ends_acting(lead_name) or (
        bool(_ATTRIBUTE.match(_SPACE.sub("", trail))) and len(lead_name) <= _SHORT and not MEASURE.search(lead_name)
    )


def behind_level(name: str, later: str) -> str:
    """医疗中心, of 省级医疗中心 behind a ``name`` that ends with its level, or its batch, alone: 国家级."""
    return _OF_LEVEL.sub("", later) if _LEVEL_ENDS.search(name) else ""


def size_of_order(trail: str) -> str:
    """What is 万亿级: the size of a branch, the whole economy of a city."""
    if trail.startswith("产业"):
        return "产业规模"
    return "经济总量" if trail.startswith("城市") else ""


_LIGHT_DEED = re.compile(r"^(?:实施|推进|完成|启动|开展|推动|加快)")
_DEED_ENDS = re.compile(r"(?<=..)(?:更新改造|改造提升|升级改造|节能改造|改造|整治|修缮|升级|治理|建设)$")


def deed_shared(name: str, later: str) -> str:
    """改造 of 120个街区改造, where 实施3000个老旧小区 before it does not say what is done."""
    deed = _DEED_ENDS.search(later)
    light = _LIGHT_DEED.match(name) and not _LIGHT_DEED.fullmatch(name)
    return (
        deed[0]
        if deed and light and not _DEED_ENDS.search(name) and not name.endswith(("工程", "项目", "行动"))
        else ""
    )


def says(name: str) -> bool:
    """Whether ``name`` is no thing but what is said of one: 入选全国典型."""
    return bool(_SAYS.match(_SPACE.sub("", name)))
