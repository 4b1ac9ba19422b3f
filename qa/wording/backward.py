"""How questions ask for what was before, to be worked out of what the report gives: 2014年应该是多少, 倒推上年, 五年前是多少."""

from __future__ import annotations

import re

from qa.wording.indicators import named_spans

_BACKWARD = re.compile(
    r"倒着?[算推]|反[推算]|倒推|回推|往[回前]推|推算|推一下|推一推|推出|推得|推回|折算回|还原|倒算|(?:除以|÷)[^，,。？?]{0,8}(?:增|涨)"
)
_BY = re.compile(r"按[^，,。？?]{2,24}推")
#: What is to be worked out from what the report gives instead: 2014年应该是多少, 报告只给了2015年的数和提高的点数.
_WORKED_OUT = re.compile(
    r"应该?[是为有在]|该[是有为]多少|倒?[算推]下来|[算推]得?出|倒着?[算推]|报告(?:里|中|上)?(?:只|仅|光)[给说写提有讲]?"
)
_ONLY_GIVEN = re.compile(r"[，,。；;？?]?报告(?:里|中|上)?(?:只|仅|光|没)[^，,。；;？?]*")
#: 按提高的幅度|倒推: what it is to be worked out by.
_BY_CHANGE = re.compile(
    r"(?:麻烦|请|帮忙?|你|那就|就)*(?:按照?|用|拿|根据|以)[^，,。；;？?]{0,8}(?:幅度|增幅|降幅|涨幅|点数|增速|百分点)(?:来|去|帮忙)*"
)
_ABOUT = re.compile(r"大约|大概|约(?!束)|差不多|估计|估摸|左右")
_EARLIER = re.compile(
    r"(?<![比较由从跟与和同])(?:上一?[年届](?!度)|前一[年届]|头一年)|(?P<years>[三四五六])年(?:之?前|以前)"
)
#: The amount of the year before itself is asked for: 那前一年账面是多少亿.
_ASKS_EARLIER = re.compile(
    r"(?<![比较由从跟与和同])(?:上一?年|前一年|头一年)(?!度)[^，,。；;？?比增涨升降减]{0,6}(?:多少|几)(?!个?百分)"
)
_AGO = ("前", "之前", "以前")
_NUMERALS = {"三": 3, "四": 4, "五": 5, "六": 6}
#: 比上年多1.2万亿，那2024年是多少: the increase, whose amount is taken out of the text, is given.
_INCREASE_TOLD = re.compile(
    r"[比较](?:上一?年|去年|前一年)(?:又|还|要)?(?:[多少高低增减]|增加|减少|提高|下降|扩大)了?(?:约?[\d.]+[百千万亿]*)?(?=[，,。；;])[^。；;]{0,12}(?:是|有|为)?多少"
)
#: 收入降了49.3%，那2016年是多少, the rate taken out of the text: what it was before.
_MOVED_FROM = re.compile(
    r"(?:[升降涨跌增减]|增长|下降|降低|减少|增加|腰斩|翻番)了?(?:约|近|超过?)?(?:[\d.]+%?)?[，,；;](?:(?:那么?|则)(?!也?又?[升降涨跌增减])|那么?原来|下降前|[升降涨跌]之?前)[^，,。；;多少几]{0,8}(?:是|有|为)?(?:多少|几)"
)
#: 那赤字规模呢，|比上年多多少: the increase that a report tells of the year itself.
_INCREASE = re.compile(
    r"[，,](?:又|还)?[比较](?:上一?年|去年|前一年)(?:又|还|要|是)?(?:[多少高低增减]|增加|减少|提高|下降|扩大)了?(?:多少|几)"
)
#: That the report has the figures, or what the question takes from it: no part of the name.
_PREMISE = re.compile(
    r"(?:只|才|仅)?恢复到[^，,。？?]{0,8}的?(?:[一二两三四五六七八九]成[多半]?|水平)|(?:报告|里面?|都|也)*(?:已知|给了|给出|公布|披露|写明|写了|都有|报告里?有|里有|既有|又有)|已知.*|数额?(?:和|与|、)(?:涨幅|增幅|增速)|(?:和|与|、)(?:涨幅|增幅|增速|增长速度|增长率|涨跌幅)"
)


def asks_backward(text: str) -> bool:
    """Whether it is to be reckoned back in so many words, or from a move that is given."""
    return bool(_BACKWARD.search(text) or _BY.search(text) or _INCREASE_TOLD.search(text) or _MOVED_FROM.search(text))


def tells_way(text: str) -> bool:
    """Whether ``text`` says that it is to be reckoned back and names nothing of its own: 报告没写的话，按提高的幅度倒推一下."""
    return asks_backward(text) and not named_spans(text)


def asks_before(text: str) -> bool:
    """Whether the amount of an earlier year may be worked out."""
    return any(each.search(text) for each in (_ABOUT, _ASKS_EARLIER, _WORKED_OUT))


def without_backward(name: str) -> str:
    for told in (_BY_CHANGE, _WORKED_OUT, _BACKWARD, _INCREASE_TOLD, _MOVED_FROM):
        name = told.sub("", name)
    return name


def without_premise(name: str) -> str:
    """``name`` without what the question says that the report has."""
    return _PREMISE.sub("", _ONLY_GIVEN.sub("", name))


def leads_before(text: str) -> bool:
    """Whether ``text``, which follows a number of years, makes it a distance: 五年|前."""
    return text.startswith(_AGO)


def years_before(text: str) -> int:
    """How many years before the one that is told: 1 for 上一年, 5 for 五年前; 0 where it is not said."""
    match = _EARLIER.search(text)
    if match is None:
        return 0
    return _NUMERALS.get(match["years"] or "", 1)


def asks_increase(text: str) -> bool:
    """Whether the increase on the year before is asked for, which reports tell of the year itself."""
    return bool(_INCREASE.search(text))
