"""The regular expressions that find figures, all for text made half-width.

None needs a word boundary: in 增长5.2%，达到22000亿元 the digits touch Han characters, which are word characters too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from qa.figures.units import SPELLED_UNITS, STOPS, UNITS

FULL_WIDTH = str.maketrans("０１２３４５６７８９％．－−＋／：", "0123456789%.--+/:")

_CN = r"(?:[零〇○一二两三四五六七八九十亿]|千(?![瓦米克伏卡]|分)|百(?!分)|万(?!分之))"
_SCALE = r"(?:[十百千]?[多余]?(?:万[多余]?亿|亿|万(?!分之))|千(?![瓦米克伏卡]|分)|百(?!分))"
_AMOUNT = r"(?:\d{1,3}(?:[,，]\d{3})+(?!\d)|\d+)(?:\.\d+|·\d+(?=\s?[%万亿]))?"
_SIGN = r"(?:(?<![\d%年月日万亿元个A-Za-z.)）])-(?=\d))?"
_ARABIC = rf"{_SIGN}{_AMOUNT}(?:\s?[多余]?{_SCALE}(?:零?\d+(?:\.\d+)?[多余]?{_SCALE})*)?"
_CHINESE = rf"{_CN}+(?:[多余几]{_CN}+)?(?:点[零〇一二三四五六七八九]+)?"
_NUMBER = rf"{_ARABIC}|{_CHINESE}"
_PARTS = rf"[百千万](?=分之)|{_CHINESE}"

_MARK = r"[\[【［]\^?\d{1,3}(?:\s?[-–,，、;；]\s?\d{1,3})*[\]】］]"
_HEADING = r"^[ \t\u3000]*[(（]?(?:\d{1,2}(?:[、)）]|\.(?![ \d]*\d))|[一二三四五六七八九十]{1,3}[、)）])"
_SLOGAN = r"[“‘\"「《][零一二两三四五六七八九十百千万][^”’\"」》\d%元亩吨亿分\n]{0,14}[”’\"」》]"
_LATIN_UNIT = r"[kMG]W|k[mgV]|m[²³23]|[uμµ]g|(?:PF?|[EP](?:F(?:LOPS|lops)?|flops))(?![A-Za-z\d])"
_IDENTIFIER = (
    rf"(?!GDP|CPI|PPI)[A-Za-z][A-Za-z.-]{{0,20}}\d[\dA-Za-z.-]*+(?![%万亿])|\d+(?:\.\d+)?(?!{_LATIN_UNIT})[A-Za-z][\dA-Za-z]*"
    r"|\d+(?:\s?[+·×]\s?(?:\d+|[A-Z]))+(?![\d.%万亿])|\d+[:∶]\d+(?:[:∶.]\d+)*"
    r"|(?<=[“‘])\d+(?=[”’])|\d{3,5}(?=政务|便民|热线|急救|报警|服务热线)"
)

# 2.52∶1, 二点九比一: how many times the one is of the other.
_RATIO = rf"(?P<ratio>\d+(?:\.\d+)?|{_CHINESE})\s?(?:[:∶]\s?1|比一)(?![\d.:∶个])"
# 居全国首位; 进入全国前十: the first, or one of the first so many.
_PLACED = (
    r"(?<=[居列占位至获持入国界省区市东西部])(?:(?P<top>首位|榜首|之首)(?!度|于)"
    r"|前(?P<fore>\d{1,3}|[一二三五六八九十]{1,3})(?P<forth>位|名|强|列)?(?![\d年月季个天日批期后至~—-]|分之))"
)

#: What any of them begins with; looked for first, for most characters begin none.
_BEGINS = r"[\d\-A-Za-z零〇○一二两三四五六七八九十百千万亿半首榜之前翻倍“‘\"「《\[【［(（ \t\u3000]"

# One token may start a figure; its groups tell which way of reading applies.
TOKEN = re.compile(
    rf"(?={_BEGINS})(?:(?P<skip>{_MARK}|{_HEADING}|{_SLOGAN})|{_RATIO}|(?P<name>{_IDENTIFIER})|{_PLACED}"
    rf"|(?P<parts>{_PARTS})分之(?P<of>{_NUMBER}|百)"
    r"|(?P<slash>(?<![\d/.])[1-9]\d?/[1-9]\d?(?![\d/.]))"
    r"|翻了?(?P<doubled>[一二两三四五\d]?)番|(?<=实现)倍增(?=[，。；、！\n]|$)"
    r"|(?P<half>一半|半数|(?<![上下前后大一二两三四五六七八九十年])半(?=年|个月|个小时))"
    rf"|(?P<number>{_NUMBER}))",
    re.MULTILINE,
)
AGAIN = re.compile(
    rf"\s?(?:[—–~～-]{{1,2}}|至|到|、(?=[二三四五六七八九][倍成个百千万年天人]))\s?(?:百分之)?(?P<number>{_NUMBER})"
)
ADJACENT = re.compile(r"一二|一两|两三|二三|三四|四五|五六|六七|七八|八九")
AFTER_UNIT = re.compile(r"(?P<half>半)(?!年|个)|(?P<tenth>[一二三四五六七八九])")
YEAR_DIGITS = re.compile(r"[一二][零〇○一二三四五六七八九]{3}")
LARGE_SCALE = re.compile(r"(?:万亿|亿|万)$")
FROM = re.compile(r"[从由自]\s?$")
#: 居全国第二, 排名西北第一: a rank, though no unit follows.
RANKED = re.compile(
    r"(?:[居列占获]|排名?|位[居列]?|保持|稳居|跃居|升至|上升到|全[国省市区球]|世界|西部|西北|西南|中部|东部|东北|华[东北南中])[^，。；\d]{0,10}第\s?$"
)
NTH = re.compile(r"第\s?$")


def _alternatives(units: Iterable[str]) -> str:
    longest_first = sorted(units, key=len, reverse=True)
    return "|".join(
        re.escape(unit).replace("/", r"\s?/\s?") + (f"(?![{STOPS[unit]}])" if unit in STOPS else "")
        for unit in longest_first
    )


_MORE = r"(?P<more>[多余来几]?)[ \t\u3000]{0,2}"
MORE = re.compile(r"(?P<more>[多余])")
UNIT = re.compile(rf"{_MORE}(?P<unit>{_alternatives(UNITS)})(?:\s?/\s?(?P<per>{_alternatives(UNITS)}))?")
SPELLED_UNIT = re.compile(rf"{_MORE}(?P<unit>{_alternatives(SPELLED_UNITS)})(?P<per>)")
# Slogans of national use that count without being counts.
SLOGAN = re.compile(
    r"个(?:代表|意识|自信|维护|确立|全面|办奥|毫不动摇|现代化|有利于|转变|务必|同步|统筹|一百年|一工程|结合)|公经费|项规定|位一体|期叠加"
)

#: What is passed or reached may be a scale alone: 突破百万大关, 近千万家庭.
PASSED = re.compile(r"(?:突破|超过?|逾|(?<![最附])近|达到?|(?<![通经不超])过)$")
#: What has become so great: 达万亿级规模, 成长为千亿级产业; not 打造万亿级产业集群.
SO_GREAT = re.compile(r"(?:达到?|突破|成长为|发展[成]?为|成为|迈入|迈上|跻身|进入|跃上|登上|升至|实现)$")
#: 举办千场专业性会议.
HELD = re.compile(r"(?:举办|举行|承办|开展|组织)$")
ROUND = re.compile(r"大关|级|家庭|群众|户|人|农民|职工|学生|居民|旅客|游客")

HEDGE_BEFORE = re.compile(
    r"(?:(?P<about>大约|约为?|大概)|(?P<nearly>将近|接近|(?<![最附])近)"
    r"|(?P<under>不超过|不足|不到|低于|少于|至多|最多|不高于|控制在)"
    r"|(?P<over>超过|超出|突破|不低于|不少于|高于|多于|大于|至少|最少|超|逾|(?<![通经不])过))了?\s?$"
)
HEDGE_AFTER = re.compile(
    r"\s?(?:(?P<over>以上|之上|多(?=[，。；、的]|$))|(?P<about>左右|上下)|(?P<under>以下|以内|之内))"
)
EXPECTED = re.compile(r"(?:预计|预期(?!性|寿命)|预测|有望|力争|(?<![年度动])计划(?!的|生育))[^，。；！？\n]*$")
MOTION = re.compile(
    r"(?:(?P<rise>(?<!稳)增长|增加|提高|上升|提升|增幅|增|涨|升)|(?P<fall>下降|降低|减少|回落|下滑|压减|削减|缩减|缩小|降幅|降|减))"
    r"了?(?P<level>到|至)?(?:[为达]|大约|约|将近|近|超过|突破|不低于|\s)*$"
)
LIST_LINK = re.compile(r"\s?[、,，和与及]\s?")
