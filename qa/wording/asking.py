"""How questions ask for figures: level or growth, in which unit, and what is to be done with several of them."""

from __future__ import annotations

import re
from dataclasses import replace

from qa.figures import FigureKind, find_figures
from qa.records import Operation, Threshold
from qa.wording.indicators import named_spans, without_names
from qa.wording.measures import MONEY
from qa.wording.subject import BARE, NEW

_HAN = re.compile(r"[一-鿿]")
#: Asks how fast, not how much.
_GROWTH = re.compile(
    r"增速|增幅|年均增长|涨幅|升幅|降幅|跌幅|变[化动]了?(?:多少|几|多大)|(?<!自然)增长率|增长速度|增长(?=了|的?目标|多少|几|百分|情况|多快|最|预期|定|怎|如何|呢|吗|[，,、。？?；;]|是|和|与|在|$)"
    r"|(?:下降|降低|回落)了?(?:多少|几)(?=[百成%？?，,、。；;]|$)|[涨跌]了?(?:多少|几)|(?:[升降减]|(?<!新)增)了?(?:多少|几)(?=[百成%？?，,、。；;]|$)|[涨跌升降增长]了?(?:百分之)?(?:几|多少)(?:个?百分|个点|成|%)|[涨跌增]得?(?:多快|快|慢)|百分之(?:几|多少)的?(?:增长|速度)|多快|快多少"
    r"|(?:涨|增|升|多|高|降|跌|少)了?(?:百分之|几成|多大的?幅度)|多大的?(?:幅度|[涨增升降跌]幅)|同比|grow(?:th|n)?\b|how fast",
    re.IGNORECASE,
)
_PACE = re.compile(r"增速|增长|增幅")
#: Contests of pace, and of size.
_FASTEST = re.compile(
    r"[降涨升增减跌长]得?(?:最|更)[多大快少慢小]|最[快慢]|[更谁][快慢]|(?:谁|哪)[^，,。？?；;]{0,8}[快慢](?!递)"
)
_LARGEST = re.compile(
    r"(?<![降涨升增减跌长])(?<![降涨升增减跌长]得)最[多少大小高]|[更谁][多少大小]|哪[个家里边地市省县](?:更|要)?[多少大]"
)
#: How much there is of a result; a target may well be one of growth.
_HOW_MUCH = re.compile(r"(?:(?<![率比])[是有为]|达到?|到了?|(?<![率比是有为]))(?:多少[百千万亿]*|几何)[？?。]?$")
#: 多少架|飞机: the measure word, which no word for a thing begins with.
COUNTED_BEFORE = re.compile(
    r"(?:多少|几)(?:[架辆艘栋幢匹]|部(?![门队署分级委])|台(?![湾账风阶])|座(?![位谈]))(?=[一-鿿]{2})"
)
_AIMED = re.compile(r"目标|计划|预期|安排|打算|定[在为到的]|力争")
_LEVEL = re.compile(
    r"(?:总量|数额|金额|数量)(?!的?同?比?(?:增|涨|降))|总额(?!增)|总值(?!增|能耗|的?占)|规模(?!以上|工业|的?同?比?(?:增[速长幅]|涨幅))|绝对数|多少[亿万千]*(?:元|吨|斤|公斤|人|户|家|公里|亩|公顷|平方|立方|千瓦|度|辆|台|件|项|个(?!百分|点)|座|所|套|张|处|头|只)"
    r"|多少(?:块?钱|(?:境外|入境|境内外?|国内外?)?游客|粮|企业|项目|学生|职工|农民|老人|土地|房|车|电|资金|投资)|各(?:自|是|有|为|到)?了?多少(?=[，,；])|各到了?多少|几[亿万千]|达到多少|完成多少|收入多少|(?<![幅速])(?<![幅速][有是])(?:多大(?!的?(?:幅度|[涨增升降跌]幅))|多高)|多长"
)
_GENERAL = re.compile(r"^(?!.*(?:多少|几[亿万千家个人户])).*(?:怎么样|怎样|如何|咋样|情况)")
_SHARE = re.compile(
    r"占[^，,。？?；;]{0,16}?(?:\d+(?:\.\d+)?[%成]|[一二三四五六七八九]成|百分之)|相当于(?!的?(?:百分|几成|多少|比例))[^，,。？?；;]{1,16}(?:百分之?几|百分之多少|几成|比例)|占[^，,。？?；;]{0,16}(?:百分之?几|百分之多少|几成|多少|多大|比重|比例|份额)|占比|比[重例](?:目标|是|有|达|为|多)|多大(?:比重|比例|份额)|(?<![多少涨增升降跌高低]了)(?<![多少涨增升降跌高低])几成"
)
_RANK = re.compile(
    r"第几|(?<!安)排名?(?:第|多少|几|在(?!前[一二两三四五六七八九十\d]{1,2}[名位个]?的?(?:是|有)?(?:哪|谁|几)))|位次|(?<!排)(?<!排[个下])(?<!排一[个下])名次|(?<!安)排[^，,。？?]{0,4}位"
)
#: The number of things by their measure word: 总家数, 件数, 人次.
COUNTED = re.compile(r"^总?(?P<unit>[家户个件项条次天辆台所座只头名位亩宗起]|人次)数?$")
#: What asks for a place in an order, and nothing of what is ordered.
RANKING = re.compile(r"在?全?[国省市]|[又则还]|排名?|位列|居|位[次置]?|名次?|第几|什么|里|中|的|能|第")
_UNIT = re.compile(r"(?:多少|几)(?P<unit>[^\W\d_a-zA-Z]{1,6})")
#: 几个省份, 几家定在: places are counted, and not what they state.
_OF_PLACES = re.compile(
    r"(?:多少|几)[个家](?:省|市|地|城|县|区)|(?:多少|几)份(?=(?:政府)?(?:工作)?报告|[，,、。？?]|$)|(?:多少|几)[个家](?=[把将定达超高低不在])|(?:多少|几)家(?=[，,、。？?定把的]|$)|(?:(?<=的有)|(?<=[%点]的))(?:多少|几)个(?=[，,。？?（(]|$)"
)
#: What a word behind or before 多少 is measured in.
_MEANT = (
    (
        "人民币",
        re.compile(
            r"(?:多少|几)[亿万千百]*(?:块?钱|资金|经费|投资|财政|补[助贴])|(?:金额|租金|总?投资额?|资金|经费|花费|销售额)(?:一共|总共|大约)?(?:是|有|为|达)?到?了?多少(?:[？?，,]|$)"
        ),
    ),
    ("长度", re.compile(r"总里程(?!增|的?增)|公里数|里程(?:一共|总共)?(?:是|有|为|达)?到?了?多[少长]|多长(?!时间)")),
    # 多少亿枝, 多少万标准箱: so many of something.
    ("个数", re.compile(r"(?:多少|几)[百千万亿]+(?![百千万亿元]|左右|以上|[了呢的吗])[一-鿿]")),
    ("人次", re.compile(r"的(?:[游旅乘]?客|人)(?:数)?(?:一共|总共)?(?:有|是|达)?到?了?多少(?=[？?，,。]|$)")),
    # 参合率 is no number of those who joined.
    (
        "占比",
        re.compile(
            r"(?<![汇费效功速频])(?<!死亡)(?<!发病)(?<!生产)率(?:大约|大概)?(?:是|为|有|达到?|到)?了?多少(?=[？?，,。]|$)"
        ),
    ),
    ("浓度", re.compile(r"浓度(?:是|有|为|达|降)?到?了?多少")),
)
#: 多少亿 leaves the unit open.
_SCALE = re.compile(r"个?[百千万亿]+")
_AVERAGE = re.compile(
    r"年均(?!浓度|值)|每年(?:大约|大概|平均)?(?:要|得|该|再)?(?:增长?|涨|提高)|平均每年|每年平均|年平均|平均增速|平均增长"
)
_WHOLE = re.compile(r"总(?=装机|量|[家户件项]?数|里程|面积|规模|人数)|(?:一共|总共|共)(?:有|是)|累计有|存量|保有量")
#: What came in, not what there is, as people say it beside what reports do (``subject.NEW``): 新添了多少.
_CAME_IN = re.compile(r"新[添招]|净增|新入?[库规]")
_TOTAL = re.compile(r"累计|总共|一共|合计|[三四五]年(?:来|间|里|下来|共|累|总)|期间|时期")


_MORE, _LESS = "高多快大长重好强厚猛", "低少慢小短差轻薄弱"
_OPERATIONS = (
    (Operation.HIGHEST, rf"最[{_MORE}]|(?:谁|哪)[^，,。？?]{{0,14}}[{_MORE}](?![{_LESS}]?(?:多少|几)|于)|排头|居首"),
    (Operation.LOWEST, rf"最(?:[{_LESS}]|干净)|垫底|倒数|(?:谁|哪)[^，,。？?]{{0,14}}[{_LESS}](?!多少|几|于|量)"),
    (
        Operation.ORDER,
        r"[从由][高大多快低小少慢长]到|排[一个]?[排序座名列]|排行|怎么排|高低|按[^，,。？?]{0,8}[排列]|座次",
    ),
    (
        Operation.COUNT,
        r"(?:几|多少)个?(?:省|地方|地区|城市|省份|省区市|市(?![场民])|县(?!域))|(?:几|多少)家(?=定|把|的|$|[，,？?])|(?:几|多少)份(?=(?:政府)?(?:工作)?报告|[，,？?]|$)",
    ),
    (
        Operation.DIFFERENCE,
        rf"差(?:了|距|值|额|别)?(?:是|有|为)?(?:多少|几|多大)|相差|(?!(?<=增)长)[{_MORE}{_LESS}]了?(?:多少|几)|[高低多少快慢增减]出(?:来)?(?:多少|几)"
        r"|变[化动]了?多少|[升降涨跌]了(?:多少|几)|多[一-鿿]{1,3}了(?:多少|几)|(?:增加|减少|提高|下降)了?(?:多少|几)|多出来",
    ),
    (Operation.RATIO, r"几倍|多少倍|倍数|翻了?(?:几|多少)|之比|比值|收入比(?![0-9上去前同较全城农])"),
    (
        Operation.SHARE,
        r"(?:占|相当于|是)[^，,。？?]{0,14}(?:百分之几|百分之多少|几成|多大(?:比重|份额|比例)|多少份额)|占了?多大份额",
    ),
    (Operation.SUM, r"合计|加起来|合起来|[合加凑](?:在)?一[起块]|相加|加总|之和|总和|(?:总共|一共|共计)(?!有?多少年)"),
    (Operation.MEAN, r"平均(?:值|数|下来|算下来|是多少|为多少|每)|取平均|均值"),
    (Operation.GROWTH, r"(?:增长|增加|涨|提高|减少|下降|降|升)了?(?:百分之|几成)|增幅|涨幅(?!目标)|增长率"),
    (Operation.BACKWARD, r"倒着?[算推]|反[推算]|倒推|往回推|倒算|推算|折算"),
)
_PATTERNS = tuple((operation, re.compile(pattern)) for operation, pattern in _OPERATIONS)
_AT_LEAST = re.compile(r"(?:不低于|不少于|不小于|至少|达到|高于|超过?|大于|多于|突破|破|(?<![通经])过|满)了?\s*$")
_MORE_THAN = re.compile(r"(?:高于|超过?|大于|多于)了?\s*$")
_AT_MOST = re.compile(r"(?:不高于|不超过?|不多于|不大于|(?<!不)(?:低于|小于|少于)|不到|不足|没到|控制在)\s*$")
_LESS_THAN = re.compile(r"(?<!不)(?:低于|小于|少于)|不到|不足|没到")
_ABOUT = r"(?:左右|上下)?(?:[、，,及和或]|或者|甚至|乃?至)*"
_UP = re.compile(rf"^\s*{_ABOUT}(?:以上|之上|往上|更[高多大快]|[起朝向]上|打底)")
_DOWN = re.compile(rf"^\s*{_ABOUT}(?:以下|以内|之内|之下|更[低少小慢])|^\s*都?[没不]有?(?:达?到|够)")
#: 5000万元以上项目, 65岁以上老年人: a size that tells what kind of thing is asked about is no bound of what is asked.
_KIND_BEHIND = re.compile(
    r"\s*(?:左右|上下|以上|以下|以内)?的?(?!(?:以上|以下|以内|左右|上下|之[上下内间]|往上|的?(?:有|是|哪|几|谁|省|地(?:方(?![工财政企国债])|[区市])|各?市(?![场政属级民])|各?县(?![域级])|区(?![域间])|城市|分别|各|一共|总共|都|多少|占|增[长速幅]|目标|水平|区间|范围|大关|台阶)|更|没|不|或|和|及|甚|乃|到|打底|起|朝|向))[一-鿿]{2}"
)
_UNREACHED = re.compile(r"^\s*都?[没不]有?(?:达?到|够)")
_QUANTITY = re.compile(
    r"多少|几|多大|多高|多长|多快|增幅|涨幅|占比|比重|(?:具体|确切|准确)的?数[字据值]|how many|how much|what percent",
    re.IGNORECASE,
)
_WHERE = re.compile(r"哪个?(?:市|地|县|省|区|城)|哪里|哪儿|谁|各地|各市|几个市|分别是哪")
_FIGURES = re.compile(r"多少|几(?!乎|年来)|多大|多高|多长|how many|how much", re.IGNORECASE)
#: Asks for more than a name alone does.
_PROSE = re.compile(
    r"怎|如何|为什么|为何|为啥|什么|哪|谁|吗|呢|是否|是不是|有没有|说说|介绍|谈谈|讲讲|总结|概括|措施|举措|政策|原因|意义|内容|重点|工作(?!报告)|经验|问题|为主|安排(?!了)|部署|\b(?:how|why|what|which|who)\b",
    re.IGNORECASE,
)
#: Below nothing: 负增长的, 哪个省外贸降了.
_NEGATIVE = re.compile(
    r"负增长|往下[掉走降]|(?:增速|增幅|增长率?|涨幅)(?:是|为|在|出现|转)负|由正转负"
    r"|(?:哪|谁|几[个家])[^，,。？?；;]{0,12}(?:下降|下滑|下跌|降|跌|减少|萎缩|缩水)了?(?:的|[，,。？?]|$)"
    r"|(?:下降|下滑|下跌|降|跌|减少|萎缩)了?的(?:是|有)?(?:哪|谁|几[个家]|省|地|市|[，,。？?]|$)"
)
_ASKING = re.compile(
    r"多[少大长高快久远]|几(?![乎年])|哪|什么|啥|谁|怎|如何|是否|是不是|有没有|还是|为何|[吗嘛]|\bhow\b|\bwhat\b|\bwhich\b|\bwhether\b|\bwho\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[\d一二两三四五六七八九十百千半负-]|百分之|千分之")
#: PM2.5低于30的, 不到90，: a number that counts nothing goes with no noun.
_BARE_BOUND = re.compile(r"\s*(?:的|以[上下内]|之[上下内间]|[，,。；;？?]|$)")
_BETWEEN = re.compile(r"^\s*(?:之间|区间|这个?区间|范围)")
#: Which of them do not say it: 没写具体数字的有哪几份.
_NOT_SAID = r"(?<!有)(?:没有?|未)(?:写明?|给出?|提出?|提到|提及|说明?|定|设定?|列出?|公布|报|标明)"
_SILENT = re.compile(
    # 没给居民消费价格涨幅具体数字目标的省份有几个
    rf"{_NOT_SAID}[^，,。；;？?哪谁几]{{2,20}}?(?:数[字值据]|指标|目标)的(?:省份?|地方|市|地区|报告|有|是)[^，,。；;？?]{{0,4}}(?:哪|几|多少|谁)"
    rf"|{_NOT_SAID}(?:出来)?(?:具体|明确|确切|量化)?的?(?:数[字值据目]|指标|目标|百分比)?的?(?:是|有)?(?:哪|几|多少|谁|省|地|[，,。？?]|$)"
    rf"|(?:哪[^，,。？?]{{1,8}}|谁|几[个家份][^，,。？?]{{0,4}}){_NOT_SAID}"
)


#: Verbs that take a noun of their own: 造多少林 asks how much 造林 there is.
_WITH_NOUN = (
    "造林 育林 植树 脱贫 减税 减负 退税 降费 发电 用电 用水 招生 招商 招工 修路 建房 供暖 治沙 减排 育苗"
).split()
_PARTED = tuple(
    re.compile(rf"({verb})(了?(?:多少|几)[^，,。？?；;]{{0,3}}?)({noun})(?=[？?。，,、；;]|$)")
    for verb, noun in (tuple(whole) for whole in _WITH_NOUN)
)


def with_whole_verbs(text: str) -> str:
    """``text`` with each verb beside its own noun, 造林多少, and the size behind the thing: 规模多大."""
    text = text.replace("多大规模", "规模多大")
    for parted in _PARTED:
        text = parted.sub(r"\1\3\2", text)
    return text


def written_in_chinese(text: str) -> bool:
    return bool(_HAN.search(text))


def operations_in(text: str) -> tuple[Operation, ...]:
    return tuple(operation for operation, pattern in _PATTERNS if pattern.search(text))


#: 增速达到两位数的, 两位数的增长目标.
_TWO_DIGITS = re.compile(r"(?:哪|谁|几)[^，,。？?]{0,24}(?:两|2|双)位数|(?:两|2|双)位数[^，,。？?]{0,12}(?:哪|谁|几)")


def threshold_in(text: str) -> Threshold | None:
    """The bound in 5.5%以上的有哪些, 不低于6%; None without one."""
    if _TWO_DIGITS.search(text):
        return Threshold(low=find_figures("10%")[0])
    for figure in find_figures(text):
        if figure.kind not in (FigureKind.QUANTITY, FigureKind.PERCENT):
            continue
        if not (figure.unit or figure.scale) and (figure.spelled or not _BARE_BOUND.match(text[figure.end :])):
            continue
        # 亿元以上的市场: a size that tells the kind is no bound.
        if not _NUMBER.match(figure.text):
            continue
        before, behind = text[max(0, figure.start - 6) : figure.start], text[figure.end : figure.end + 8]
        if _KIND_BEHIND.match(behind):
            continue
        if figure.upper is not None and _BETWEEN.match(behind):
            return Threshold(low=figure, high=replace(figure, number=figure.upper, upper=None))
        if _DOWN.match(behind) or _AT_MOST.search(before):
            return Threshold(high=figure, strict=bool(_LESS_THAN.search(before) or _UNREACHED.match(behind)))
        if _UP.match(behind) or _AT_LEAST.search(before):
            return Threshold(low=figure, strict=bool(_MORE_THAN.search(before)) and not _UP.match(behind))
    return Threshold(high=find_figures("0%")[0], strict=True) if asks_below_nothing(text) else None


def asks_below_nothing(text: str) -> bool:
    """Whether growth is asked for that is none: 负增长的有哪些, 哪个省外贸降了."""
    return bool(_NEGATIVE.search(text))


#: 杭州GDP占|全省|的几成: of the same measure.
_ALL_OF_PLACE = re.compile("全[国省市区县州]")
_PART_OF = re.compile(
    r"(?P<part>[^，,。？?]+?)(?:占(?!比)|相当于)(?:到|了)?(?P<whole>(?!了?(?:多|几|百分))[^，,。？?占]{2,}?)的?(?:多大|几成|百分之?|多少|比重|比例|份额)"
    r"|(?P<of>[^，,。？?]+?)(?:当中|里(?!程)[面头边]?|之中|其中|(?<!其)(?<!高)(?<!初)中(?!学|小))[，,]?(?P<own>[^，,。？?]+?)占"
)


def part_and_whole(text: str) -> tuple[str, str] | None:
    """What is asked to be a share of what: 贷款相当于存款的百分之几, 财政收入当中税收占多大份额."""
    match = _PART_OF.search(text)
    if match is None:
        return None
    part, whole = (match["part"], match["whole"]) if match["part"] else (match["own"], match["of"])
    if BARE.match(whole) and BARE.search(part[-len(whole) :]):
        # 银行的本外币贷款相当于存款: of the same bank.
        whole = part[: -len(whole)] + whole
    measured = _measure_named(part) if _ALL_OF_PLACE.fullmatch(whole) else ""
    return part, f"{whole}{measured}"


def _measure_named(text: str) -> str:
    """The last indicator that ``text`` names, as it is written there; "" where it names none."""
    spans = named_spans(text)
    return text[slice(*spans[-1][0])] if spans else ""


def asks_silent(text: str) -> bool:
    """Whether the places are sought whose reports do not give the figure."""
    return bool(_SILENT.search(text))


def asks_quantity(text: str) -> bool:
    """Whether a number is asked for in so many words."""
    return bool(_QUANTITY.search(text))


def figures_asked(text: str) -> int:
    """How many figures the question asks for, at the least; what a follow-up takes from the one before asks for none."""
    return len(_FIGURES.findall(text.partition("（承上文：")[0]))


def asks_ordinal(text: str) -> bool:
    """Whether a place in an order is asked for by its number."""
    return "第几" in text


def asks_where(text: str) -> bool:
    """Whether the place is sought."""
    return bool(_WHERE.search(text))


def asks_several(text: str) -> bool:
    """Whether more than one thing is asked, however it is put together: 跌了多少，到底是涨还是跌."""
    return len(_ASKING.findall(text)) > 1


#: 增速哪个高？|总量呢: how much there is, besides.
AMOUNT_TOO = re.compile(r"[那它其各的]*(?:总量|总额|总值|总数|规模|数额|金额|绝对数|数量|体量)")
#: 项目数 asks for so many 项目; 指数, 人数, 系数 are things of their own.
_NUMBER_OF = re.compile(
    r"(?<=[一-鿿]{2})(?<![指系倍总人户家件分基天次岁参小多少无读度个整函序负正位指年])数(?=(?:的?目标|打算|定的?|预期|计划|是|有|为|达到?|到|多少|增[长幅速]|[涨升降]|的|[，,、。？?]|$))"
)


def without_number(text: str) -> str:
    """``text`` with the things where it says the number of them: 重点项目 of 重点项目数."""
    return _NUMBER_OF.sub("", text)


_MEASURED = re.compile(r"(?:一共|总共|到底)?(?:[有是为]|达到?|到)?了?(?:多少|几)")


def unmeasured(text: str) -> str:
    """What is asked about, without the measure that it is asked in: 造新能源汽车 of 造了多少辆新能源汽车."""
    found = _MEASURED.search(text)
    if found is None:
        return text
    rest = text[found.end() :]
    figures = find_figures(f"3{rest}")
    measure = figures[0].end - 1 if figures and figures[0].start == 0 else 0
    return f"{text[: found.start()]}{rest[measure:]}"


def tells_average(text: str) -> bool:
    """Whether an answer gives what came of something on average."""
    return "平均" in text or "年均" in text


def asks_bare(text: str) -> bool:
    """Whether no word of asking says how: 广东今年GDP目标."""
    return not _PROSE.search(text)


def asks_growth(text: str) -> bool:
    return bool(_GROWTH.search(text) or _FASTEST.search(text))


def asks_change(text: str) -> bool:
    """Whether what came of it over the years is asked for: 五年多了多少, 增幅, 翻了几倍."""
    return bool({Operation.DIFFERENCE, Operation.RATIO, Operation.GROWTH} & set(operations_in(text)))


def asks_pace(text: str) -> bool:
    """Whether growth is named as such: 增速目标, 增长多少."""
    return bool(_PACE.search(text))


def asks_level(text: str) -> bool:
    """Whether an amount is asked for; 总值 in the name of what is asked about in general (…怎么样) asks for none."""
    # GDP目标谁最高: a target may well be one of growth.
    if not asks_growth(text) and not _AIMED.search(text) and (_LARGEST.search(text) or _HOW_MUCH.search(text)):
        return True
    # 零售总额同比增长百分之几: what stands in a name asks for nothing.
    return bool(_LEVEL.search(without_names(text) if _GENERAL.search(text) or asks_growth(text) else text))


def asks_share(text: str) -> bool:
    return bool(_SHARE.search(text))


def asks_rank(text: str) -> bool:
    return bool(_RANK.search(text))


def asks_average(text: str) -> bool:
    return bool(_AVERAGE.search(text))


def asks_whole(text: str) -> bool:
    """Whether all there is is asked for, and not what came in: 总装机, 一共有多少."""
    return bool(_WHOLE.search(text))


def asks_new(text: str) -> bool:
    """Whether what came in is asked for, and not all there is: 新添了多少座."""
    return bool(NEW.search(text) or _CAME_IN.search(text))


def asks_total(text: str) -> bool:
    return bool(_TOTAL.search(text))


def dimensions_meant(text: str) -> tuple[str, ...]:
    """Dimensions of what is asked without a unit: 花了多少钱 -> 人民币 or 美元, 一共多长 -> 长度."""
    found = [dimension for dimension, pattern in _MEANT if pattern.search(text)]
    # Money may be told in dollars where no unit is asked for.
    return tuple(dict.fromkeys((*found, *(MONEY if MONEY[0] in found else ()))))


def dimensions_asked(text: str) -> tuple[str, ...]:
    """Dimensions of the units right behind 多少 or 几: 多少公里 -> 长度, 几家 -> 个数."""
    found = []
    for match in _UNIT.finditer(text):
        if (
            _OF_PLACES.match(text, match.start())
            or text[: match.start()].endswith(("哪", "这", "近", "那", "前", "后", "好"))
            or match["unit"].startswith("倍")
            or _SCALE.fullmatch(match["unit"])
        ):
            continue
        figures = find_figures(f"3{match['unit']}")
        if figures and figures[0].unit:
            found.append(figures[0].measure.dimension)
    return tuple(dict.fromkeys(found))


def units_asked(text: str) -> tuple[str, ...]:
    """The measure words right behind 多少 and 几: 多少件 asks for 件 rather than 类."""
    return tuple(match["unit"] for match in _UNIT.finditer(text))


def dimension_counted(word: str) -> str:
    """The dimension that 家数, 件数 or 人次 is a number of; "" for other words."""
    counted = COUNTED.match(word)
    figures = find_figures(f"3{counted['unit']}") if counted and (word[-1] == "数" or word == "人次") else ()
    return figures[0].measure.dimension if figures and figures[0].unit else ""
