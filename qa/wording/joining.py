"""Things told in one breath: what 和, 、 and 分别 join, each with its full name."""

from __future__ import annotations

import re

from qa.wording.indicators import named_spans
from qa.wording.subject import CONTRASTS, LEANS, MEASURE, RATES, acts, without_measure

_AND = re.compile(r"以及|[和与、]|(?<!普)及")
#: What joins things that each may have a figure of its own.
JOINS = re.compile("[和与、]|(?<!普)及|以及")
_BOTH = {"城乡": ("城镇", "农村"), "存贷款": ("存款", "贷款"), "产销量": ("产量", "销量"), "进出口": ("进口", "出口")}
_ADJECTIVE = 2
_FEW = 3
_BRANCHES = ("产业", "行业")
#: Measures that only lists have with nothing behind them.
_WHOLE = re.compile(r"(?:[盖满浓]度|比[例率]|人次|游客)$")
#: What several places or makes are all of: 策克、满洲里、二连浩特|口岸.
_HEAD_OF_ALL = re.compile(
    r"(?<=[一-鿿]{2})(?:口岸|机场|铁路|高铁|高速公路|班列|园区|开发区|综保区|新区|景区|灌区|油田|气田|煤矿|电站|水库|电厂|(?:都市|经济)圈|城市群)$"
)
#: 命案数: the number of what is named, not a measure of its own as 人数 is.
_NUMBER_OF = re.compile(r"(?<![人户次天件家指分总个起倍例种])数$")
_ORDINALS = re.compile(r"^(?:第?[一二三]|[一二三]产)$")
_SHARE_TAIL = re.compile(r"(?:增加值|总产值|产值|营业收入|收入|投资|支出|出口|消费)?占.+?(?:比重|比例|比)$")
#: The measure that a list ends with, and what kind of thing it measures: 产业|产值, 居民|人均可支配收入.
_MEASURED = re.compile(
    rf"(?P<kind>产业|行业|企业|居民|职工|家庭|国家|地区)?"
    r"(?:(?:人均|平均|户均|亩均|月人均|最低|可支配|纯|总|净|实际|财政|补助|补贴|保障|基础|养老金|营业|主营|销售|业务|建成区|播种|种植|消费|排放|货物|旅客|新增|增|进出口|出口|进口|零售|交易|成交|销售|设施|产量|产值|收入|支出|数量)*)"
    rf"(?:{RATES}|(?:水质|空气质量)?优良(?:天数)?比[例率]|比例|生产总值|GDP|经济总量|(?:新增)?就业|业务量|[客货]运量|警情|案件|(?:{MEASURE.pattern.removesuffix('$')}))$"
)
_OPENINGS = (
    (re.compile(r"规模以上工业(?:企业)?|规上工业(?:企业)?"), re.compile(r"利税|利润|营业收入|增加值|总产值|主营")),
    (re.compile(r".*事故(?=起数|数|总量|总数)"), re.compile(r"(?:死亡|受伤|伤亡)人数|直接经济损失|起数")),
)
#: Whose all the things on a list are, when the others say no more than what was measured.
_OWNER = re.compile(
    r"[一-鿿]{2,14}?(?:经济圈|都市圈|城市群|集群|走廊|试验区|先行区|产业园区?|机场|(?<![深香粤])港口?(?![航股资])|口岸|集团|公司|银行|新区|开发区|经开区|高新区|合作区|示范区|保税区|综保区|自贸区|金融机构)"
    r"|京津冀|长三角|珠三角|粤港澳大湾区"
)
#: What an area, a port or a firm has, told without its name: 成渝地区双城经济圈建设走深走实，经济总量超9万亿元.
OWNED = re.compile(
    r"(?:经济总量|算力规模|产业规模|(?:通航|通达)城市|(?:新增|新开|新开通)?(?:国际|国内|客运|货运|客货运|全货机)*航线|年?(?:旅客|货邮|货物|集装箱)?吞吐量|过货量"
    r"|(?:新增)?(?:入园|入驻|落户|签约入驻)[一-鿿]{2,8}|落地[一-鿿]{2,8}|在园[一-鿿]{2,6}|高端产品占比|产能利用率)"
)
#: Where firms move in: 中国—东盟人工智能应用合作中心|揭牌运营，入驻企业186家.
_SITE = re.compile(
    r"(?P<site>[^，。；、\d]{2,20}?(?:中心|基地|平台|产业园|科技园|创业园|实验室|产业城|科创城|创新港|小镇))"
    r"(?:(?:正式|已|全面|建成|建设|加快|成功)*(?:揭牌|运营|投用|启用|开园|开业|挂牌|投运|启动|开工|落地|封关|落成)+|$)"
)
_BARE = re.compile(r"(?:货邮|旅客|货物|集装箱)?吞吐量|(?:存款|贷款)余额|营业收入|利润|资产总额|工业总产值")
#: All the things that were asked about before: 这两项的目标, 目标各是多少.
EACH_OF_THEM = re.compile(
    r"[这那上]?[两二](?:项|者|样|个(?:指标|数字?|目标))的?|[这那上][几三]项的?|(?:又|都)?(?:各自|各(?=[是为定要有多])|分别)"
)
#: 各增长多少, 分别定了多少: each by itself, and none against another.
EACH_BY_ITSELF = re.compile(r"各(?=[^，,。；;？?]{0,4}(?:多少|几))|分别|各自")
#: Of each its growth is asked for, and no amount: 城镇和农村居民收入|各增长多少.
EACH_GROWS = re.compile(
    r"(?:各自?|分别)(?:又|都|实际|名义|同比|年均|预计|计划|要)*(?:增长|上涨|[涨增])了?(?:多少|几|百分之[几多])(?![元亿万吨人家户个公亩]|个?百分点)"
)
#: Several things, each of which has a figure of its own to be told: 粮食和棉花产量各是多少, 中欧班列、中亚班列分别开了几列.
EACH_ASKED = re.compile(
    r"(?:[^，,；;。？?：:]{2,16}(?:[：:]|[里中][，,]|方面[，,]?))?(?P<things>[^，,；;。？?：:]{3,40}?)(?:分别|各自|各(?![级类种项地省市县区自]))"
    r"(?P<asked>[^，,；;。？?：:多几]{0,5}(?:多少|几)[^，,；;。？?：:]{0,6})[？?]?"
)
#: An amount and how it grew: 新能源汽车产量和增速.
GROWTH_TOO = re.compile(
    r"[、，,]?(?:[两二三四五几]个?(?:省区|省市|省|市|地)的?)?(?P<name>[^，,；;。？?：:、和与及]{2,20})(?:和|与|及|、)(?:其|它的?|同比)?(?:增速|增幅|增长率|涨幅)(?!目标)"
)
RESPECTIVELY = re.compile(r"分别|依次|各(?=[为增达下提])")
#: One figure of several things: 森林覆盖率和湿地保护率均达50%, 产业园、产业集群各1个.
ALL_ALIKE = re.compile(r"(?:(?<![人户亩年月日平])均|(?<![成首古京])都(?![江市匀安])|双双|分别|各(?!项|类|级|地|种))")
OF_EACH = re.compile(r"各\s*$")
#: 进出口总额|接连突破8万亿元、9万亿元: one thing, higher each time.
ONE_AFTER_OTHER = re.compile(r"接连|相继|先后|连续(?:突破|跨|迈|跃|登)")
#: 居民收入|与全省平均之比: one measure, and no two things.
COMPARED = r"[与和同][^，。；、\d]{1,12}(?:之比|的?比值)"
#: Per what the next of several figures is, between it and the one before: 每人每月948元和|每人每年|9260元.
PER_EACH = r"(?:每[人户亩]?每?[年月季天]|每[人户亩]|[人户亩年月日]均)"
#: 提高|每人每月|20元.
BY_EACH = re.compile(rf"{PER_EACH}[\s“]*$")
#: Right behind a figure, where another name follows; where none does, the figures are told in one breath.
NAME_NEXT = re.compile(r"(?:以上|以下|以内|左右)?、(?!\d)")
#: What leads to where a change began: 城镇化率从|52.6%.
STARTED_FROM = re.compile(r"(?:从|由)[^，。；、从由]{0,14}$")


def split_names(stem: str, count: int) -> list[str]:
    """The ``count`` things that ``stem`` names, what the last goes on with said of all; empty when it names another number."""
    for pattern in (_AND, re.compile("、"), re.compile("[和与]|(?<!普)及")):
        names = [name.strip() for name in pattern.split(stem)]
        if len(names) == count and all(names):
            return _leaning(_shared(names))
    for both, each in _BOTH.items():
        if both in stem and count == len(each):
            return [stem.replace(both, one, 1) for one in each]
    return []


def parts_unsaid(name: str, other: str) -> tuple[str, ...]:
    """What ``name`` is of besides ``other``, which is but one of several things that it is of together: 政协委员提案 of
    人大代表建议和政协委员提案 beside 人大代表建议; empty where it is not."""
    parts = [part.strip() for part in JOINS.split(name)]
    if len(parts) < 2 or JOINS.search(other):
        return ()
    unsaid = tuple(part for part in parts if len(part) < 2 or not (part in other or other in part))
    return unsaid if len(unsaid) < len(parts) else ()


def unites(name: str, other: str) -> bool:
    """Whether ``name`` is of several things together of which ``other`` is but one."""
    return bool(parts_unsaid(name, other))


#: 袜业、珍珠、铜加工|三大传统|产业产值: how many of what kind they are is said of none of them.
_SO_MANY = re.compile(r"(?<=[一-鿿])[两二三四五六七八九十]大[一-鿿]{0,4}?(?:产业|行业|领域|板块)")


_SO_MANY_FIRMS = re.compile(
    r"(?<=[一-鿿]{2})[两二三四五六七八九十][家所个][一-鿿]{0,4}?(?:企业|公司|集团|银行|医院|高校|大学)"
)


def _leaning(names: list[str]) -> list[str]:
    """香榧产量、产值: what says nothing alone is said of what the first measures."""
    whose = without_measure(names[0])
    leans = whose not in ("", names[0])
    return [names[0], *(f"{whose}{name}" if leans and LEANS.match(name) else name for name in names[1:])]


def _shared(names: list[str]) -> list[str]:
    """城镇、农村居民收入: each with the ending of the last; 第一、二、三产业增加值: each with its ordinal."""
    *others, last = names
    firms = _SO_MANY_FIRMS.search(last)
    if firms and last[firms.end() :]:
        # 晶澳、东方日升|四家龙头企业|产值: each firm by its name, and what is measured of all.
        return [f"{name}{last[firms.end() :]}" for name in (*others, last[: firms.start()])]
    last = _SO_MANY.sub("", last)
    if all(_ORDINALS.match(name) for name in others):
        return _numbered(others, last)
    head = _head(names)
    # 进口货值、免签入境游客、新增外资企业、离岛免税销售额 share no ending.
    mixed = len(names) > _FEW and any(map(acts, others)) and not acts(last)
    full = [_joint(name, _behind_contrast(name, last) if mixed else _tail(name, last)) for name in others] + [last]
    return [full[0]] + [name if name.startswith(head) else head + name for name in full[1:]]


def _joint(name: str, tail: str) -> str:
    """困难残疾人生活补贴标准, of 生活补贴 and 补贴标准."""
    if tail and name.endswith(tail):
        return name
    return name + tail[shared_ending(name, tail) :]


def shared_ending(before: str, name: str) -> int:
    """How many characters, four at most and two at least, ``before`` ends in and ``name`` begins with; 0 for fewer."""
    return next((size for size in (4, 3, 2) if len(name) >= size and before.endswith(name[:size])), 0)


def _numbered(others: list[str], last: str) -> list[str]:
    """第一、三产业增加值, 一产、三产增加值."""
    short = last[1:2] == "产" and others[0].endswith("产")
    size = 2 if short or last.startswith("第") else 1
    mark = "" if short else "第"
    return [f"{mark}{name.removeprefix('第')}{last[size:]}" for name in others] + [f"{mark}{last.removeprefix('第')}"]


#: 老年人、2型糖尿病|患者基层规范管理服务率: those of whom it is the rate.
_OF_PEOPLE = re.compile(r"(?:患者|人员|群体|家庭)(?P<what>[一-鿿]{3,12}率)$")
_PERSONS = re.compile(r"(?:[人者员民童妇生户]|家庭|群体)$")


#: 喀什、霍尔果斯|经济开发区地区生产总值, 策克、二连浩特|口岸货运量: what kind of place both are.
_PLACE_ENDS = re.compile("(?:[省市县区州旗]|口岸)$")
_AREA_TAIL = re.compile(
    r"(?<=[一-鿿]{2})(?:(?:经济|技术|高新|产业|国家级)*(?:开发区|高新区)|新区|口岸|合作区|综保区|保税区|都市圈|经济圈)(?=[一-鿿]{2})"
)


def _tail(name: str, last: str) -> str:
    """What ``last`` ends with that is said of ``name`` too."""
    if acts(name) and acts(last):
        return ""
    rest = _behind_contrast(name, last)
    if rest:
        return rest
    if MEASURE.search(name) or _WHOLE.search(name):
        return ""
    area = _AREA_TAIL.search(last)
    if area and not area[0].startswith(name) and not _PLACE_ENDS.search(name):
        return last[area.start() :]
    share = _SHARE_TAIL.search(last)
    if share:
        return share[0]
    if _NUMBER_OF.search(last):
        return "数"
    kind = _behind_kind(name, last)
    if kind:
        return kind
    known = next((start for (start, end), _ in named_spans(last) if end == len(last) and start > 1), 0)
    if known and known <= len(name) + 1 and not name.endswith("业") and MEASURE.search(last):
        # 长安、赛力斯|新能源汽车产量: the dictionary has what is told of both; 停车位、社区体育公园 are two things.
        return last[known:]
    core = MEASURE.search(last)
    if core and len(name) == _ADJECTIVE and core.start() >= 2 * _ADJECTIVE:
        # 绿色、有机食品认证面积: one adjective stands where the other does.
        return last[_ADJECTIVE:]
    people = _OF_PEOPLE.search(last)
    if people:
        return people["what"] if _PERSONS.search(name) else people[0]
    measure = _MEASURED.search(last)
    if measure:
        kind = measure["kind"] or ""
        said = kind and (name.endswith(kind) or (kind in _BRANCHES and name.endswith("业")))
        return measure[0][len(kind) :] if said else measure[0]
    head = _HEAD_OF_ALL.search(last)
    if head:
        return "" if name.endswith((head[0], head[0][-1])) or acts(name) else head[0]
    return last[len(name) :] if len(name) <= 2 and len(last) - len(name) >= 2 else ""


def _behind_kind(name: str, last: str) -> str:
    """临时救助标准, of 急难型、支出型临时救助标准: what is of the one kind is of the other."""
    kind = _KIND_ENDS.search(name)
    other = _KIND_OPENS.match(last)
    return last[other.end() :] if kind and other and other["kind"] == kind[0] else ""


_KIND_ENDS = re.compile(r"[型式]$")
_KIND_OPENS = re.compile(r"[一-鿿]{1,5}?(?P<kind>[型式])(?=[一-鿿]{2})")


def _behind_contrast(name: str, last: str) -> str:
    """城镇 stands where 农村 stands in 农村居民收入: what follows is said of both."""
    for contrast in CONTRASTS:
        here = next((word for word in contrast if name.endswith(word)), None)
        there = next((word for word in contrast if last.startswith(word)), None)
        if here and there and here != there:
            return last[len(there) :]
    return ""


#: 锂离子动力电池、新能源汽车等绿色产品|产量: what is measured of all on the list, which are of one kind.
_OF_KIND = re.compile(
    r"(?P<names>[^等，。；]{4,60})等(?:[一-鿿]{2,8}?)?(?P<measure>产量|产值|增加值|营业收入|营收|销量|销售额|出口额?|进口额?|零售额|保有量|投资)"
)


def each_of_kind(stem: str) -> list[str]:
    """锂离子动力电池产量 and 新能源汽车产量; empty where what comes before 等 is done, or measured itself."""
    match = _OF_KIND.fullmatch("".join(stem.split()))
    names = [name for name in _AND.split(match["names"]) if name] if match else []
    if match is None or len(names) == 1 or any(acts(name) or MEASURE.search(name) for name in names):
        return []
    return [f"{name}{match['measure']}" for name in names]


#: 装备制造业、高端食品加工业|产值: each a branch named in full.
_BRANCHES_FULL = re.compile(
    r"(?P<names>[^，。；、\d合计总等“]{2,14}业(?:、[^，。；、\d合计总等“]{2,14}业)+)(?P<measure>产值|增加值|营业收入|营收)"
)


def each_branch(told: str) -> list[str]:
    """装备制造业产值 and 高端食品加工业产值; empty where not each is named as a branch."""
    match = _BRANCHES_FULL.fullmatch("".join(told.split()))
    return [f"{name}{match['measure']}" for name in match["names"].split("、")] if match else []


#: 电子信息、装备制造等|产业集群|均达到万亿元规模: each is one of the kind.
_KIND_ALL = re.compile(r"(?P<names>[^等，。；]{4,60})等(?P<kind>[一-鿿]{0,4}?(?:产业集群|产业|行业|园区|集群))")


def each_one_of_kind(stem: str) -> list[str]:
    """电子信息产业集群 and 装备制造产业集群; empty where what comes before 等 is done, or named in full."""
    match = _KIND_ALL.fullmatch("".join(stem.split()))
    names = [name for name in re.split("、|[和与]", match["names"]) if name] if match else []
    if match is None or len(names) == 1 or any(map(acts, names)):
        return []
    return [name if name.endswith(match["kind"]) else f"{name}{match['kind']}" for name in names]


#: 推进石化能源新材料、电子信息|两大万亿级产业集群建设: both are named, and what is measured of each comes behind.
_SO_MANY_NAMED = re.compile(
    r"(?P<names>[^，。；\d]{4,60}?)(?:等)?[两二三四五六七八九十]大(?:[百千万亿]+级)?[一-鿿]{0,4}?(?P<kind>产业|行业)(?:集群)?(?:建设|发展)?"
)


_MADE_STRONG = re.compile("^(?:做优|做强|做大|壮大|聚焦|围绕)+")


def named_so_many(clause: str, count: int) -> list[str]:
    """石化能源新材料产业 and 电子信息产业, of a clause that tells of ``count`` branches together."""
    match = _SO_MANY_NAMED.fullmatch("".join(clause.split()))
    if match is None:
        return []
    listed = _MADE_STRONG.sub("", match["names"])
    names = [name for name in _AND.split(listed.removeprefix(acts(listed))) if name]
    kind = match["kind"]
    return [name if name.endswith(kind) else f"{name}{kind}" for name in names] if len(names) == count else []


#: Firms and banks whose measures are told one behind the other, the owner with the first alone.
_FIRMS = re.compile(r"[一-鿿]{0,8}?(?:金融机构|银行业|[省市区央]属企业|集团|公司)")


def firm_of(name: str) -> str:
    """金融机构 of 金融机构存款余额."""
    firm = _FIRMS.match(name)
    return firm[0] if firm and MEASURE.search(name[firm.end() :]) else ""


def owner_of(name: str) -> str:
    """Whose it is, where a name begins with that: 金川集团 of 金川集团工业总产值."""
    owner = _OWNER.match(name)
    return owner[0] if owner else ""


def site_of(clause: str) -> str:
    """The place that firms may move into, of a clause that tells that it is there; what was built is told behind the doing."""
    match = _SITE.match("".join(clause.split()))
    return match["site"].removeprefix(acts(match["site"])) if match else ""


def _head(names: list[str]) -> str:
    """An opening that is said of all: 规模以上工业增加值、利润; 生产安全事故起数、死亡人数."""
    first, second = names[0], names[1]
    for opening, others in _OPENINGS:
        begins = opening.match(first)
        if begins and all(others.match(name) for name in names[1:]):
            return begins[0]
    return owner_of(first) if _BARE.match(second) else ""
