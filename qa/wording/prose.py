"""Asking for prose: to sum up a report, to say how places or reports differ in something, how something changed."""

from __future__ import annotations

import re
from enum import StrEnum


class Part(StrEnum):
    """The parts of a report, as a reader names them."""

    RESULTS = "results"
    TARGETS = "targets"
    TASKS = "tasks"
    DEEDS = "deeds"


_REPORT = r"(?:政府)?(?:工作)?报告"
_END = r"(?:的)?(?:呢|啊|呀|吗|吧)?[?？。！!\s]*$"
_PLEASE = (
    r"(?:请问?|麻烦(?:你|您)?|能不能|能否|可以|可否|(?:你|您)|帮(?:我们?|忙)?|给(?:我们?|大家)?|替我|为我|再|先|来|想|我|要|"
    r"用[^，,。？?]{1,8}[字话]|[分按]点|简单|简要|大致|全面|系统|快速|地|把|将|做个|写个|[一两]?段|，|,|\s)*"
)
_SUM = r"(?:总结|概括|归纳|概述|综述|梳理|提炼|简述|小结)"
#: 总结推广经验 is what a report does.
_NOT_DONE = r"(?![出了]|推广|经验|评估|表彰|提升)"
_POINTS = r"(?:主要|大致|核心|重点|基本)*(?:内容|要点|亮点|看点|重点|大意|概要|摘要)"
_SUMMARY = (
    re.compile(rf"^{_PLEASE}{_SUM}{_NOT_DONE}(?:一下|下|一遍)?"),
    re.compile(rf"{_SUM}(?:一下|下|一遍){_END}"),
    re.compile(rf"的?(?:总结|概括|摘要|概要|要点){_END}"),
)
#: Of a report they ask for its gist, of anything else for a list.
_OF_REPORT = (
    re.compile(rf"(?<=报告)(?:里面?|中|上|的)*{_POINTS}(?:是|有|都有)?(?:些)?(?:什么|哪些)?{_END}"),
    re.compile(rf"(?<=报告)(?:里面?|中|上)?(?:是|都)?有(?:些|什么|哪些)+{_POINTS}{_END}"),
    re.compile(
        r"(?:主要|大致|都|到底|究竟)*(?<!怎么)(?<!如何)(?:讲|说|写|谈)(?:了|的是|到)+(?:些|一些)?(?:什么|啥|哪些)(?:内容|东西|事情?)?"
        + _END
    ),
)

_DIFFERENCE = re.compile(
    r"(?:各自?|分别|都|上|之间)*(?:有|存在)(?:着|些|哪?些)?(?:什么|何|哪些|哪里|多大|没有)?(?:主要|明显)?的?(?:不同|区别|差别|差异|异同|不一样|分别(?=[?？。]|$))(?:的?(?:点|之处|地方|做法|侧重|特点|思路|打法))?"
    r"|(?:怎么|怎样|如何|哪里|哪儿|哪些地方|有什么)(?:不同|不一样|有别)(?:法)?"
    r"|的?(?:异同|区别|差别|差异|不同)(?:点|之处)?(?:在哪里?|在哪些方面|在什么地方|是什么|何在|有哪些|体现在哪里?)?"
    + _END
)
_COURSE = re.compile(
    r"(?:是|都|一路|又|有|发生了?|出现了?|经历了?)*(?:怎么|怎样|如何|什么|哪些)(?:样)?的?(?:变化|演变|转变|发展变化|走|变|涨|升|降)(?:的|过来|过程|了)*"
    r"|走势(?:如何|怎么样|怎样)?|的?(?:发展)?(?:变化|演变)(?:趋势|情况|轨迹|过程|历程)?(?:如何|怎么样|怎样)?"
    r"|把?[、,，和]*的?数[字据]?都?列(?:一下|出来|一列|举)?|[、,，]{2,}"
)
_CHANGE = re.compile(
    r"(?:怎么|怎样|如何|什么|哪些)(?:样)?的?(?:变化|演变|转变|变)|(?:变化|演变)(?:趋势|情况|轨迹|过程|历程)?(?:如何|怎么样|怎样|[?？。]|$)"
)
_MEASURE = re.compile(
    r"是多少|增速|增幅|增长率?|总量|总额|数额|规模|水平|占比|比重|目标|结果|指标|情况|的|和|[？?。，,\s]"
)
_TWO = r"(?:(?:这|那)?两个?(?:省|市|县|区|旗|城市|城|地方|地)(?:之间)?|它们|他们|双方|二者|两者)"
#: What is said of the reports themselves, around the matter asked about.
_AROUND = re.compile(
    rf"^{_TWO}|^(?:请问?|麻烦|对比|比较|比一比|分析|说说|谈谈|一下)+|^(?:[、,，和与跟及同对在的里中就从\s]|关于|方面)+(?!平|谐)|(?:历年|历次|历届|各年|这?[几两三四]份|各份|每份|这份|该|本)?的?(?:国务院)?{_REPORT}(?:里面?|中|上|对于?|关于|在|的)*"
    r"|(?:方面|上|中|里|问题|工作|情况)*的?(?:说法|提法|表述|论述|要求|部署|工作|情况|内容|方面|成绩单?)?[的上中里?？。！!\s]*$"
)
_MAIN = r"(?:主要|重点|核心|总体|预期|发展|经济社会发展|经济|年度|工作)*的?"
_PARTS = {
    Part.RESULTS: re.compile(rf"{_MAIN}(?:成绩|成就|成果|成效|结果)"),
    Part.TARGETS: re.compile(rf"{_MAIN}目标"),
    Part.TASKS: re.compile(rf"{_MAIN}(?:任务|工作任务|工作安排|工作重点|重点工作)"),
    Part.DEEDS: re.compile(
        r"(?:要[做办]的)?(?:[几\d一二三四五六七八九十]+[件项大])?(?:民生|为民|惠民|民心|便民)(?:办?实事|工程)(?:项目)?"
    ),
}
#: What any matter may be, and says of none what it is.
_GENERAL = re.compile(r"工作|情况|方面|做法|政策|措施|举措|发展|建设|事业|问题|服务$|的|、|怎么样|如何|[?？。，,\s]")
_PAIR = re.compile(rf"^(?:请问|比较|对比|一下|下)*{_TWO}")


def asks_summary(text: str) -> bool:
    """Whether ``text``, without its places and years or with them, asks to be told the gist."""
    return any(pattern.search(text) for pattern in (*_SUMMARY, *(_OF_REPORT if "报告" in text else ())))


def summed(topic: str) -> str:
    """What of a report is to be summed up; empty for all of it. ``topic`` is the question without places and years."""
    for pattern in (*_SUMMARY, *_OF_REPORT):
        topic = pattern.sub("", topic)
    return _trimmed(topic)


def asks_difference(text: str) -> bool:
    return bool(_DIFFERENCE.search(text))


def asks_course(text: str) -> bool:
    """Whether it is asked how something changed."""
    return bool(_CHANGE.search(text))


def compared_matter(topic: str) -> str:
    """What is to be told of each place or year: 旅游发展 of 和旅游发展有什么不同."""
    if asks_difference(topic):
        return _trimmed(_DIFFERENCE.sub("", topic)) or topic
    told = _COURSE.sub("", topic)
    return (_trimmed(told) if asks_course(topic) else told) or topic


def matter(text: str) -> str:
    """The words of ``text`` that a sentence about it has: 扶贫 of 扶贫工作."""
    return _GENERAL.sub("", text) or text


def part_of_report(text: str) -> Part | None:
    """What of a report ``text`` is and nothing else: 主要目标, 民生实事."""
    return next((part for part, pattern in _PARTS.items() if pattern.fullmatch(text)), None)


def is_measure(text: str) -> bool:
    """Whether ``text`` is no more than how an indicator is measured."""
    return not _MEASURE.sub("", text)


def speaks_of_two(text: str) -> bool:
    """Whether two places are meant that ``text`` does not name: 两市旅游发展有什么不同."""
    return bool(_PAIR.search(text))


def _trimmed(text: str) -> str:
    before = ""
    while before != text:
        before, text = text, _AROUND.sub("", text)
    return text.strip(" ，,。？?、")


#: What a report itself says is not as it should be, and where: 有哪些短板, 承认不足, 有待优化.
_AMISS = re.compile(
    r"短板|弱项|不足(?!\d|百|[一二三四五六七八九十])|薄弱|毛病|难处|(?:存在|面临|有)(?:的|着|哪些|什么|啥)*(?:主要|突出)?(?:问题|困难|挑战|矛盾)"
    r"|(?:哪些|什么|啥)(?:问题|困难|挑战|矛盾)|承认|自曝|坦言|有待|不够"
)


def asks_amiss(text: str) -> bool:
    """Whether it is asked what a report says is amiss."""
    return bool(_AMISS.search(text))


def tells_amiss(text: str) -> bool:
    """Whether ``text`` speaks of what is not as it should be; a report's opening does not."""
    return bool(_TOLD_AMISS.search(text))


_TOLD_AMISS = re.compile(r"问题|困难|短板|不足|薄弱|差距|矛盾|制约|偏低|偏重|不强|不够|不高|不大|滞后|有待|缺口")
