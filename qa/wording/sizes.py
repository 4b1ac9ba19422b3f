"""Things counted by how big they are: 亿元以上项目58个，其中10亿元以上9个; 产值过50亿元的企业1家、过10亿元的5家."""

from __future__ import annotations

import re

from qa.wording.subject import acts

_ABOVE_OF = re.compile(r"(?:超过?|过)[\d.一二三四五六七八九十百千万亿]+(?:元|吨|人次|人|亩)的")
#: 50亿元|以上14个: how big those counted are.
SO_BIG = re.compile(r"(?:及?以上|以下)的?(?:达|有|达到|不少于|超过?)?\d+[个家户项宗]")
#: 签署7个|方面合作协议: as many sides as something done has; 在三个方面下功夫 counts nothing.
SIDES_OF = re.compile(r"方面(?:合作|政策|措施|改革|任务|举措|问题|协议)")
#: 十项为民工程, 万亿级规模: amounts, though they are written with a scale alone.
WHOLE = re.compile(r"十[项件家所条名户]|[百千万亿]+级")
#: 八类|主要刑事案件下降13.4%: which class of them; how many are told of it comes behind.
CLASS_OF = re.compile(r"(?:主要|重点|突出|严重|暴力)*[一-鿿]{0,6}(?:案件|犯罪|警情)")
#: 20万吨|级泊位: of what size.
OF_CAPACITY = re.compile(r"级(?:的)?(?:泊位|航道|码头|船闸|机场|矿山|货轮|货船|装置|油田)")
#: 300万吨|级CCUS碳捕集利用、100兆瓦级地下压缩空气储能等减碳项目: each as big as its figure says; no 项目 is counted.
_BIG = r"[^，。；：、\d]{2,20}?"
OF_PROJECTS = re.compile(
    rf"级?(?!的|时(?!代)|以上|以下|左右|以内)(?P<thing>{_BIG})(?:[、和与及][\d.]+[十百千万亿]*[一-鿿]{{1,3}}?级?{_BIG})*(?:等(?:一批)?[一-鿿]{{0,6}}?)?"
    r"(?P<kind>项目|工程|装置|生产线|电站)(?![数达有共\d])"
)
#: What leads to an amount that those counted are above: 15个县区财政收入|过|亿元, 超|千亿元的县域达12个.
ABOVE = re.compile(r"(?:超过?|(?<![通经])过|突破)$")
#: What stands before those counted where nothing else is told of them, between them and the amount, and behind it.
COUNTED_ALONE = re.compile(r"(?:^|[，。；、：])(?:已|共|新增|全[省市县区州]|仅)*有?$")
ABOVE_WHAT = re.compile(r"[一-鿿]{2,14}")
OF_THOSE = re.compile(r"的[一-鿿]{0,8}(?:达到?|有|增至|增加到|为|新增|突破)?")
#: “宜十条”, “黄金30条”: a set of measures by its name, and no number of them.
NAMED_SO_MANY = re.compile(r"“[一-鿿]{1,6}(?:\d+|[一二三四五六七八九十百]+)[条招策]$")
_LISTED_BEFORE = re.compile(r"(?:^|[，。；：])(?P<names>[^，。；：\d]{1,12}(?:[、和与及][^，。；：\d]{1,12})+)$")
_OF_ALL_LISTED = re.compile(r"[一-鿿]{0,14}?(?:均|都|分别|各自?)")
_SIZE = re.compile(r"[\d.一二三四五六七八九十百千万亿]+(?:美?元|吨|亩)(?:及?以[上下])")
_SIZE_ALONE = re.compile(
    rf"[\s，、]*(?:其中|新增|有|含)*[\s，]*(?P<size>{_SIZE.pattern})的?(?:达到?|有|不少于|超过?)?\s*"
)


def tallies(before: str, count: int, behind: str) -> bool:
    """Whether a number only says how many were just listed: 滁州、阜阳、安庆|3|市均超过3500亿元."""
    listed = _LISTED_BEFORE.search(before)
    if listed is None or not _OF_ALL_LISTED.match(behind):
        return False
    return len(re.split("[、和与及]", listed["names"])) == count


def above_other(lead: str, before: str) -> str:
    """产值过10亿元的企业 of 过10亿元的, behind 产值过50亿元的企业."""
    here = _ABOVE_OF.fullmatch(lead.strip())
    return _ABOVE_OF.sub(here[0], before, count=1) if here and _ABOVE_OF.search(before) else ""


def of_size(lead: str, before: str) -> str:
    """50亿元以上项目 of 其中50亿元以上, behind 新签约亿元以上项目; empty when ``lead`` tells more than a size."""
    size = _SIZE_ALONE.fullmatch(lead)
    if not size or not before:
        return ""
    doing = acts(before)
    thing = _SIZE.sub("", before.removeprefix(doing), count=1).removeprefix("的")
    return f"{doing}{size['size']}{thing}"
