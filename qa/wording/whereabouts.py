"""A place named before an indicator: the figure is that place's and not the report's."""

from __future__ import annotations

import re

from qa.places import TOWN_ENDS, ZONE_ENDS

_NATION = re.compile(r"^(?:全国|我国|中国)(?=[一-鿿]{2})(?!性|人大|政协|首|第|最|文明|重点|示范|一流|百强|先进)")
#: 中国（新疆）自由贸易试验区, its place in brackets: no zone of the nation.
_FREE_TRADE = re.compile(r"^中国(?=自由贸易试验区|自贸)")
#: Areas that bear the name of a place: 沈阳都市圈, 陵水黎安国际教育创新试验区, 庆阳数据中心集群.
_AREA_ENDS = (
    r"(?:双城经济圈|都市圈|经济圈|城市群|先导区|先行示范区|示范区|先行区|试验区|新区|开发区|高新区|经开区|工业园区|合作区|数据中心集群"
    r"|[一-鿿]{0,6}中心城市|综合改革试点)"
)
AREA_BEHIND = re.compile(rf"[一-鿿]{{0,10}}?{_AREA_ENDS}(?=[一-鿿“\"])")
#: Areas that go by a name of their own.
_AREA = re.compile(
    rf"^(?:(?:成渝|长株潭|关中|辽西|辽东|西咸|雄安|浦东|临港|滨海|两江|天府|滇中|贵安|江北|哈长|粤港澳|川渝|环渤海|北部湾)[一-鿿]{{0,6}}?(?:{_AREA_ENDS}|大湾区)"
    r"|京津冀(?:地区|区域)|长三角(?:地区|区域)|长株潭(?:三市|地区)?(?=一体化|三市)|(?:长江|黄河|淮河|海河|珠江|松花江|辽河)流域)(?=[一-鿿“\"])"
)
#: What is measured of a whole place; a port, a line or a firm that bears its name is none.
_MEASURE = (
    r"(?:经济总量|(?:人均)?地区生产总值|生产总值|GDP|(?:规上|规模以上)?工业(?:增加值|总产值)|一般公共预算收入|固定资产投资|社会消费品零售总额"
    r"|(?:外贸)?进出口(?:总额|总值)?|实际使用外资|(?:城镇|农村)?(?:居民)?人均可支配收入|常住人口|旅居人数|原油产量|接待[一-鿿]{0,4}游客|入境游客)"
)
#: 皖北八市|地区生产总值: so many places together, told by where they are.
_SEVERAL = re.compile(
    rf"^(?![全各前后本其这那])[一-鿿]{{2,4}}?[三四五六七八九十]{{1,2}}(?:地州|地市|市州|[市县州])(?={_MEASURE}|(?:农村|城镇)?居民|规上|规模以上)"
)
_OF_PLACE = re.compile(rf"^(?:州|地区)?(?:全年|去年)?{_MEASURE}$")

#: 鄂州|花湖|机场, 承德|避暑山庄|景区: what lies there has a name of its own, by which a report may tell of it alone.
_SITE = re.compile(
    r"(?P<own>[一-鿿]{2,4}?)(?:国际)?(?:机场|港区?|大桥|隧道|水库|水电站|核电站|电站|油田|气田|煤矿|铜矿|景区|古城|湿地|国家公园|科学城|科技城|实验室)"
)
#: 如|果洛|阳: words that end as a place begins.
NO_NAME = re.compile("[如结成效若]果")
#: Words that begin with what a place's full name ends with: 遵义|市场主体, 昆山|市域, 兰考|县域; 市政府 is no such.
LEVEL_WORD = re.compile(
    r"市(?:场|民|值|容|域|属|辖|政(?!府|协))|县(?:域|城|乡|道|属|级)|区(?:域|位|间|块链|级)|省(?:会|道|域|属|级)|州府"
)


def told_of_place(name: str, place: str | None) -> tuple[str | None, str]:
    """The place a figure is of, and the name of its indicator without it."""
    name = _FREE_TRADE.sub("", name)
    nation = _NATION.match(name)
    if nation and place != "全国":
        return "全国", name[nation.end() :]
    return place, name[nation.end() :] if nation else name


def area_of(name: str) -> str:
    """成渝地区双城经济圈 of 成渝地区双城经济圈经济总量; empty where the name begins with no area of its own name."""
    match = _AREA.match(name) or _SEVERAL.match(name)
    return match[0] if match else ""


#: What is said of several, or of any of a kind, names none: 各开发区, 省级高新区, 十个开发区.
_NO_NAME = r"(?:[各全每某该本]|所有|重点|主要|(?:国家|省|市|县)级|[一二三四五六七八九十两多]+[个大]|[一-鿿]{0,6}(?:[类个的等]|以上))"
_TOWN_ENDS, _ZONE_ENDS = "|".join(TOWN_ENDS), "|".join(ZONE_ENDS)
#: Towns and zones, which no list holds: known by how they end and by what is measured of a whole place behind them.
_ZONE = re.compile(
    rf"^(?:国家级)?(?P<name>(?!{_NO_NAME})(?:[一-鿿]{{0,10}}?(?:{_ZONE_ENDS})|(?!新增|农村)[一-鿿]{{2,5}}(?<!新增城)(?<!大古)(?<!示范)(?<!中心)(?<!特色小)(?<!重点)(?:{_TOWN_ENDS})))(?=(?:{_MEASURE}|(?:服务业|工业|制造业|第[一二三]产业)增加值)(?:占[^，。；]{{1,16}}|高于[^，。；]{{1,8}})?$)"
)


#: What makes a town of a name before it: 龙江|镇, and not 上海|乡村, 镇江.
TOWN_BEHIND = re.compile(r"镇(?![域江海区])|街道(?!办)|乡(?![村镇愁土音])")


def zone_of(name: str) -> str:
    """花桥经济开发区 of 花桥经济开发区地区生产总值, 千灯镇 of 千灯镇规上工业总产值; empty where the name begins with no such place."""
    match = _ZONE.match(name)
    return match["name"] if match else ""


_ANY_ZONE = re.compile(rf"(?:旅游|经济|技术|综合|高新|产业|国家级|省级)*(?:{_ZONE_ENDS})")


def any_zone(name: str) -> bool:
    """Whether the name is that of any zone of its kind (高新区, 综合保税区): a place has its own."""
    return bool(_ANY_ZONE.fullmatch(name))


_PLACE_MEASURE = re.compile(rf"{_MEASURE}$")
_MAY_BE = re.compile(rf"{_AREA_ENDS}|(?:州|地区)?(?:全年|去年)?{_MEASURE}$|^[一-鿿]{{2,8}}[市县区州旗盟](?=[一-鿿“])")
#: A sentence behind one on an area that tells what its sides have together: 川渝省际通道达到28条, 三地…互认.
TOGETHER = re.compile(r"川渝|沪苏浙皖|粤港澳三地|京津冀三地|两地|三地|三省一市|双城")
_OPENS = re.compile(r"^[\s（(一二三四五六七八九十）)、.\d]*(?:深入|加快|全面|积极|大力|推进|推动|实施|落实)*")


def area_opening(sentence: str) -> str:
    """成渝地区双城经济圈, of a sentence that opens with its doings: 成渝地区双城经济圈建设走深走实，…."""
    begin = _OPENS.match(sentence)
    return area_of(sentence[begin.end() :] if begin else sentence)


def may_begin_with_a_place(name: str) -> bool:
    """Whether it is worth a look into the gazetteer: few names are of an area, or of all of a city."""
    return bool(_MAY_BE.search(name))


def place_measure(name: str) -> str:
    """What of ``name`` is measured of a whole place: 生产总值 of 省域副中心城市生产总值; empty where nothing is."""
    match = _PLACE_MEASURE.search(name)
    return match[0] if match else ""


def measured_of_place(rest: str) -> bool:
    """Whether what follows the name of a city or county is measured of all of it: 大连|经济总量; not 长沙|机场旅客吞吐量."""
    return bool(_OF_PLACE.match(rest))


def sites_at(text: str, start: int) -> tuple[str, ...]:
    """The own name of what lies in the place whose name ends at ``start``: 花湖 of 花湖机场; empty where there is none."""
    site = _SITE.match(text, start)
    return (site["own"],) if site else ()
