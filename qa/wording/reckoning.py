"""Which reckoning a question asks for, and of what: 平均每人次花了多少, 税收占财政收入几成, 交通、水利投资一共多少.

Places, years and figures with units are expected to be taken out of the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.records import Form, Operation, Reckoning
from qa.wording.asking import asks_share, operations_in, part_and_whole
from qa.wording.backward import asks_backward, asks_before, without_backward, without_premise, years_before
from qa.wording.fulfilment import told_before
from qa.wording.given import from_growth, given, left_of_two, product, quotient, whole_of_share
from qa.wording.indicators import load_indicators
from qa.wording.joining import split_names
from qa.wording.leaning import part_and_whole_before, shared_out_in
from qa.wording.operands import listed
from qa.wording.remainder import names_both, other_part_from, whole_and_part
from qa.wording.subject import MEASURE

_CLAUSE = re.compile(r"[，,。；;？?！!：:]+")
_PARENTHESES = re.compile(r"[（(][^（）()]*[）)]")
#: 小学初中（义务教育）占几成: by its other name.
_ALSO_CALLED = re.compile(
    r"(?<=[，,、里头中面的])[一-鿿]{2,8}[（(](?P<name>[一-鿿]{2,12})[）)](?=[占和与、的是])|^[一-鿿]{2,8}[（(](?P<first>[一-鿿]{2,12})[）)](?=[占和与、的是])"
)
#: 每家企业, 一个项目平均, 人均: what an amount is shared out to.
_PER = re.compile(
    r"(?:平均|均摊|摊|折合|合)?(?:到|下来|算下来)?[，,]?(?:每|一|单(?=[个家户件台]))(?:一|个)?(?P<unit>人次|户次|公里|平方米|公顷|[个家位名人户件座台辆亩条项只头吨笔场处所套])"
    r"(?!(?:省(?!级|重点|属|直)|市(?!级|重点|属|场)|地方|地区|城市|县(?!级)|区(?!级)|月|百分点))"
)
#: 每个|游客: counted as people are, whatever the measure word.
_ONE_PERSON = re.compile(
    r"[游旅乘顾]客|客人|人(?!民币|工|均)|居民|农民|职工|工人|学生|老人|孩子|儿童|婴幼儿|幼儿|教师|群众"
)
_PER_HEAD = re.compile(r"人均(?=[一-鿿])")
#: 每一块钱带动多少: one sum of money for another.
_PER_MONEY = re.compile(
    r"(?P<b>[^，,。？?]{2,})[，,]?(?:平均)?每(?:[补投花发用]?一?(?:块钱|元钱|[元块])|[补投花发用](?=[撬带拉]动|换))(?P<a>[^，,。？?]{2,})"
)
#: What is spent, where the reports tell of the income it makes.
_SPENT = re.compile(r"消费|花费|花销|开销|花|掏")
_EACH_UNIT = re.compile(r"每\s*1(?=[元块个家户亩名位人项])")
_AVERAGED = re.compile(r"平均|均摊|摊|每")
_AGREES = re.compile(r"吻合|一致|对得上|相符|合得上|一样|相差多吗")
#: A是B的几倍, A比B多多少.
_OF_ANOTHER = re.compile(
    r"^(?P<a>[^，,。；;？?]{2,24}?)(?:大约|大概|约|差不多)?(?:是|为|相当于|比(?![重例率值])|较)(?P<b>[^，,。；;？?]{2,24}?)"
    r"(?:的?(?:多少|几|百分|[一二两三四五六七八九十]成)|[高低多少大小长短快慢]出?了?(?:多少|几))"
)
_WHOLE_OF_SUM = re.compile(
    r"[，,。；;？?](?:一共|合计|大?约)?(?P<share>占[^，,。；;？?占]{2,16}的?(?:多大|几成|百分之?|多少|比重|比例|份额))"
)
_END = re.compile(
    r"(?:的?(?:总数|总和|总额|差额|差距|差值|比值|比例|之比|之和|倍数|合计|数字?|数据|数额|金额))?"
    r"(?:一共|总共|合计|共计|加起来|加总|合起来|[合加凑](?:在)?一[起块]|相加|相差|差了|差|之和|总和|之比|之间|分别|各自|平均|大约|大概|约|有|是|为|投|达|完成|要)*"
    r"(?:多少|几|多大|百分|什么|$).*$"
)
#: 一共办了多少件|人大建议和政协提案: what is counted together stands behind.
_COUNTED_BEHIND = re.compile(
    r"(?:多少|几)[百千万亿]*[件个家项条座所户辆台名只张处份](?P<names>[^，,。；;？?和与及、]{2,14}(?:、|以及|[和与及])[^，,。；;？?]{2,20})[？?]?$"
)
_JOINED_BY = re.compile(r"(?:再|同时|并)?(?:加上|算上|连同)")
#: 照今年定的增速算，应达到多少; 按这个比例推算，花了多少亿元.
_AT_PACE = re.compile(
    r"(?:按照?|照着?|以|依照?)[^，,。；;？?]{0,16}(?:增速|增幅|涨幅|增长|速度|目标)[^，,。；;？?]{0,10}?[算推估]"
)
_AT_SHARE = re.compile(
    r"(?:按照?|照着?|以|用|依照?)[^，,。；;？?]{0,16}(?:比例|比重|占比|份额|强度)[^，,。；;？?]{0,6}?[算推估]"
)
_A_YEAR = re.compile(r"(?:按|[一全]|每)年(?:算|计|下来|差|多|少|要|能|合计|是|有)")
_COURSE = re.compile(r"现在|如今|目前|眼下|缩小|扩大|收窄|拉大|变化|变了|前后")
_PLANNED = re.compile(r"目标|计划|预期|打算|任务|力争")
_YEARLY = re.compile(
    r"平均(?:到|下来)?每(?:一)?年|每年平均|年均(?!浓度|值|气温|降[水雨])|平均(?:每|一)年|每年(?=大?约|多少|差不多)|一年平均"
)
_OF_TWO = (Operation.DIFFERENCE, Operation.RATIO, Operation.SHARE)
_CHANGED = re.compile(
    r"(?:提高|上升|提升|下降|降低|回落|增加|减少|缩小|扩大|收窄|拉大|缩短|[升降涨跌减]|(?<!新)增)(?:了|幅)?(?:大?约)?(?:多少|几|多大)|[多少]了(?:大?约)?(?:多少|几)|增幅|涨幅|降幅|变化(?:了)?多少|翻了?(?:几|多少)"
    r"|(?:压[减掉降缩]|[减砍裁]掉|精简)了?(?:大?约)?(?:多少|几)|[高低]了(?:多少|几)|几倍|多少倍|多出来?(?:多少|几)|[从由].*[到涨升增].*(?:多少|几)|涨了?(?:几成|百分)|(?:多少|几)(?:个)?百分点"
)
#: 总部和研发中心|增加: what is asked is how far each of them went.
_MOVED = re.compile(r"(?:提高|上升|提升|下降|降低|回落|增加|减少|净增|缩小|扩大|增长)了?$")
_EACH_BEHIND = re.compile(r"(?:各自?|分别|均)$")
_EACH = re.compile(r"分别|各自|各(?=翻|涨|升|降|增|净增|减|提|多|少)")
_FOLD = re.compile(r"几倍|多少倍|倍数|翻了?(?:几|多少)")
_PERCENT = re.compile(r"百分之?(?:几|多少)|几成|增幅|涨幅|降幅|增长率|几个?百分点|多少个?百分点")
#: 城乡居民人均收入|的倍数，2021年是几倍: how they stand to each other, and no part of the name.
_RATIO_NAMED = re.compile(r"的(?:倍数|比值|之比|比例|倍差|差距)(?=[，,。？?是有为]|$).*$")
_GROUPS = ("城镇", "农村")
_EVERYDAY = {"城镇": r"城镇|城里人?|城市居民|城里", "农村": r"农村|农民|农牧民|乡下人?|乡村|农牧区"}


def reckonings_in(text: str) -> tuple[Reckoning, ...]:
    """The readings of ``text`` as a reckoning, the surest first; none where it asks for none."""
    other = _ALSO_CALLED.sub(lambda match: match["name"] or match["first"], text)
    again = reckonings_in(other) if other != text else ()
    return tuple(dict.fromkeys((*again, *_readings(text))))


def _readings(text: str) -> tuple[Reckoning, ...]:
    text, whole = _PARENTHESES.sub("", text), text
    if hoped := told_before(text):
        return (Reckoning(Form.FULFILLED, (hoped,), explicit=True),)
    rest = _rest(text) or _rest(whole)
    if rest is not None and (rest.explicit or names_both(whole)):
        return (rest,)
    readers = (
        from_growth,
        product,
        quotient,
        left_of_two,
        whole_of_share,
        _part,
        _expected,
        _rate,
        _per_money,
        _joint,
        _pair,
        _sum,
        _yearly,
        lambda text: _before(text, whole),
        _change,
    )
    found = tuple(reading for reader in readers if (reading := reader(text)) is not None)
    return (*found, rest) if rest is not None else found


def _rest(text: str) -> Reckoning | None:
    """What is left without a part; imports are the rest of all trade, and what is no tax of revenue, without being called so."""
    named = whole_and_part(text)
    results = (Operation.DIFFERENCE, *((Operation.SHARE,) if asks_share(text) else ()))
    if named is not None:
        return Reckoning(Form.REST, named, results, explicit=True)
    other = other_part_from(text)
    # 按进出口和出口推算，进口多少: what it is to be reckoned from is said.
    told = names_both(text) and len(given(text)) == 2
    return Reckoning(Form.REST, other, results[:1], explicit=told) if other and not _CHANGED.search(text) else None


def spelled_one(text: str) -> str:
    """``text`` with 每一元 for 每1元, which is no figure that the question is asked with."""
    return _EACH_UNIT.sub("每一", text)


def asks_agreement(text: str) -> bool:
    """Whether what is reckoned is to be held against what the report itself states: 跟报告写的人均数吻合吗."""
    return bool(_AGREES.search(text))


def _per_money(text: str) -> Reckoning | None:
    """What came of the money, by a name that says of which: 发放补贴|带动销售."""
    money = _PER_MONEY.search(text)
    if money is None:
        return None
    spent = money["b"].rstrip("，,")
    return Reckoning(Form.PAIR, (f"{spent}{money['a']}", spent), (Operation.RATIO,))


def _rate(text: str) -> Reckoning | None:
    money = _PER_MONEY.search(text)
    if money:
        return Reckoning(Form.PAIR, (money["a"], money["b"].rstrip("，,")), (Operation.RATIO,))
    per = _PER.search(text)
    if per and _AVERAGED.search(text):
        named = text.replace("单" + per["unit"], "") if "单" in per[0] else shared_out_in(text)
        unit = "人" if _ONE_PERSON.match(text, per.end()) else per["unit"]
        return Reckoning(Form.RATE, (_SPENT.sub("", named),), per=unit, explicit=True)
    head = _PER_HEAD.search(text)
    return Reckoning(Form.RATE, (_SPENT.sub("", text.replace(head[0], "")),), per="人") if head else None


def _pair(text: str) -> Reckoning | None:
    results = tuple(operation for operation in operations_in(text) if operation in _OF_TWO)
    named = None if "各占" in text else part_and_whole_before(text) or part_and_whole(text)
    if named and asks_share(text):
        clear = tuple(_without_lead(name) for name in named)
        return Reckoning(Form.PAIR, clear, (Operation.SHARE,), explicit=True)
    if _EACH.search(text) and _CHANGED.search(text):
        return None
    other = _OF_ANOTHER.search(text)
    if other and results and (names := _measured_alike(other["a"], other["b"])):
        return Reckoning(Form.PAIR, names, results)
    groups = _of_groups(text)
    if groups and (results or "之比" in text or "收入比" in text):
        return Reckoning(Form.PAIR, groups, results or (Operation.RATIO,), explicit=False)
    if other and results and not _PERCENT.fullmatch(other["b"]):
        return Reckoning(Form.PAIR, (_without_lead(other["a"]), other["b"]), results)
    for clause in _CLAUSE.split(text):
        if results and len(names := listed(_END.sub("", clause))) == 2 and not _MOVED.search(names[-1]):
            return Reckoning(Form.PAIR, names, results)
    return None


def _measured_alike(first: str, second: str) -> tuple[str, ...]:
    """城镇居民收入, 农村居民收入 of 城镇居民|比|农村居民收入: what is measured of both is said of the second alone."""
    first = _without_lead(first)
    leans = not MEASURE.search(first) and MEASURE.search(second)
    return tuple(split_names(f"{first}和{second}", 2)) if leans else ()


def _joint(text: str) -> Reckoning | None:
    """杭州和宁波两市的GDP加在一起|占全省的百分之几: the share that several things make together."""
    if Operation.SUM not in operations_in(text) or not asks_share(text):
        return None
    named = part_and_whole(text) or _of_sum(text)
    # 加起来是多少？约占全市的百分之几: the clause before tells of what.
    summed = (clause for clause in _CLAUSE.split(text) if Operation.SUM in operations_in(clause))
    stems = (_without_lead(named[0]), *summed) if named else ()
    names = next((found for stem in stems if (found := listed(_END.sub("", stem)))), ())
    results = (Operation.SUM, Operation.SHARE)
    return Reckoning(Form.JOINT, (*names, named[1]), results, explicit=True) if named and names else None


def _of_sum(text: str) -> tuple[str, str] | None:
    """杭州和宁波GDP加起来多少，占全省几成: the whole that a sum told before is a part of."""
    match = _WHOLE_OF_SUM.search(text)
    return part_and_whole(f"{text[: match.start()].split('，')[-1].split(',')[-1]}{match['share']}") if match else None


def _of_groups(text: str) -> tuple[str, ...]:
    """城镇…, 农村… where both are named, or 城乡; with what is said of both."""
    text = _RATIO_NAMED.sub("", text)
    if "城乡" in text:
        return tuple(text.replace("城乡", group) for group in _GROUPS)
    if not all(re.search(_EVERYDAY[group], text) for group in _GROUPS):
        return ()
    both = re.compile("|".join(_EVERYDAY.values()))
    rest = both.sub("", text)
    return tuple(f"{group}居民{rest}".replace("居民居民", "居民") for group in _GROUPS)


def _sum(text: str) -> Reckoning | None:
    if Operation.SUM not in operations_in(text):
        return None
    for clause in _CLAUSE.split(text):
        behind = _COUNTED_BEHIND.search(clause)
        names = listed(behind["names"] if behind else _END.sub("", _JOINED_BY.sub("和", clause)))
        if names and not MEASURE.search(names[-1]) and "投" in clause:
            names = tuple(f"{name}投资" for name in names)
        if len(names) > 1:
            return Reckoning(Form.SUM, names, (Operation.SUM,), explicit=True)
    return None


def _yearly(text: str) -> Reckoning | None:
    if not _YEARLY.search(text):
        return None
    growth = bool(re.search(r"增长|增速|涨|百分", text))
    named = _YEARLY.sub("", text)
    results = [Operation.GROWTH if growth else Operation.MEAN]
    results += [Operation.RATIO] if growth and _FOLD.search(text) else []
    results += [Operation.DIFFERENCE] if _CHANGED.search(named) else []
    return Reckoning(Form.YEARLY, (named,), tuple(results))


def _before(text: str, whole: str) -> Reckoning | None:
    explicit = asks_backward(text)
    if not explicit and not asks_before(whole) and years_before(text) < 2:
        return None
    named = without_backward(without_premise(text))
    return Reckoning(Form.BEFORE, (named,), (Operation.BACKWARD,), explicit=explicit)


def _expected(text: str) -> Reckoning | None:
    if not _AT_PACE.search(text) or years_before(text):
        return None
    return Reckoning(Form.EXPECTED, (without_premise(_AT_PACE.sub("", text)),))


def _part(text: str) -> Reckoning | None:
    if not _AT_SHARE.search(text) or asks_share(_AT_SHARE.sub("", text)):
        return None
    return Reckoning(Form.PART, (_AT_SHARE.sub("", text),))


def asks_year(text: str) -> bool:
    """Whether the whole year is asked for of what is told by the month: 按一年算."""
    return bool(_A_YEAR.search(text))


def is_per_head(text: str) -> bool:
    """Whether an indicator that reports state per head is asked for, and nothing to be shared out: 人均可支配收入."""
    names = (name for line in load_indicators() for name in (*line.names, *line.aliases))
    return any("人均" in name and name in text for name in names)


def tells_course(text: str) -> bool:
    """Whether what has become of it since is asked for, too: 现在又是多少, 缩小了吗."""
    return bool(_COURSE.search(text))


def means_target(text: str) -> bool:
    """Whether a target is asked for in so many words; 争取 may be of money that was got."""
    return bool(_PLANNED.search(text))


def _change(text: str) -> Reckoning | None:
    if not _CHANGED.search(text):
        return None
    results = [Operation.DIFFERENCE]
    if _FOLD.search(text):
        results.append(Operation.RATIO)
    if _PERCENT.search(text):
        results.append(Operation.GROWTH)
    split = [clause.strip() for clause in _CLAUSE.split(text)]
    clauses: Sequence[str] = [clause for clause in split if _CHANGED.search(clause) or clause.endswith("呢")]
    several = [names for clause in split if (names := listed(_END.sub("", clause)))]
    if several and (_EACH.search(text) or _MOVED.search(several[0][-1])):
        clauses = [_EACH_BEHIND.sub("", _MOVED.sub("", name)) for name in several[0]]
    return Reckoning(Form.CHANGE, (text, *clauses), tuple(results))


def _without_lead(name: str) -> str:
    return _CLAUSE.split(name)[-1].strip()
