"""Two names of one indicator: what may differ between them, and the words that always make another one of it."""

from __future__ import annotations

import re

from qa.records import Facet
from qa.wording.subject import DECLINE_NAME, GROWTH_NAME

#: Whose year or region it is (the statement has both), and that it was done.
_OPENING = re.compile(
    r"^(?:全[市省区县州盟旗](?!域)|[我本][市省区县州](?!域)|全年|年末|年底|完成|实现)+(?=[一-鿿A-Za-z]{2})"
)
_TOTAL = re.compile(r"(?<!财政)(?<!营业)(?<!经济)总(?=产量|产$|额|量|数|收入|里程|面积|人数|规模)")
_LOOSE = re.compile(r"[的\s“”\"‘’]")
_SHORT = (("规模工业", "规模以上工业"), ("规上", "规模以上"), ("限上", "限额以上"))

_FALLING = re.compile(r"(?:下降|降低)$")

#: A name with one of these is never another name for one without it.
QUALIFIERS = {
    "城镇": re.compile(r"城[镇市](?!化)"),
    "农村": re.compile(r"农村|农民|农牧民|乡村"),
    "规模以上": re.compile(r"规模以上|规上|规模工业"),
    "限额以上": re.compile(r"限额以上|限上"),
    "一般公共预算": re.compile(r"一般公共预算|公共财政预算|一般预算"),
    "财政总收入": re.compile(r"财政总收入|全部财政收入"),
    "政府性基金": re.compile(r"政府性基金"),
    "新增": re.compile(r"新增|净增|新登记|新设|新注册"),
    "存量": re.compile(r"存量|余额"),
    "人均": re.compile(r"人均|平均每人|户均"),
    "总产值": re.compile(r"总产值"),
    "费用": re.compile(r"费用"),
    "入境": re.compile(r"入境"),
    "民营": re.compile(r"民营|民间"),
    "国有": re.compile(r"国有"),
    "中央": re.compile(r"中央"),
}

#: What is measured of a thing, and things that a line of the dictionary names together because they are searched for
#: together (化学需氧量, 二氧化硫): with another of these words it is another indicator.
_MEASURED = re.compile(
    r"率(?=均值|平均值|$)|面积|里程|周转|出栏|存栏|申请|授权|发明|死亡|起数|顺差|逆差|强度|浓度|用户|保有量|天数|差[距额]|"
    r"纯收入|生活费收入|国民生产总值|化学需氧量|二氧化硫|氮氧化物|二氧化碳|刑事|治安|建议|提案|风电|光伏|邮政|电信|国库券|广义货币"
)
_MEASURED_ALIKE = ((re.compile("占比|比重"), "比重"), (re.compile("单位(?!网)|每?万元"), "单位"))

_ANY = re.compile(
    "|".join(p.pattern for p in (*QUALIFIERS.values(), _MEASURED, *(words for words, _ in _MEASURED_ALIKE)))
)


def qualifiers(name: str) -> frozenset[str]:
    """Which of ``QUALIFIERS`` the name has, and which words of what is measured."""
    if not _ANY.search(name):
        return frozenset()
    labels = {label for label, pattern in QUALIFIERS.items() if pattern.search(name)}
    labels |= {label for words, label in _MEASURED_ALIKE if words.search(name)}
    return frozenset(labels | set(_MEASURED.findall(name)))


def plain(name: str) -> str:
    """``name`` in the one form that its ways of writing share: 全市粮食总产, 粮食总产量 and 粮食产量 are 粮食产量."""
    for short, long in _SHORT:
        name = name.replace(short, long)
    bare = _OPENING.sub("", _LOOSE.sub("", name))
    bare = _TOTAL.sub("", bare)
    return re.sub(r"(?<=[一-鿿])产$", "产量", bare) if name.endswith("总产") else bare


def asked_facet(name: str) -> tuple[str, Facet | None]:
    """An asked name without the word for its change, and that change: 地区生产总值增速 is the rise of 地区生产总值."""
    for pattern, facet in ((GROWTH_NAME, Facet.RISE), (DECLINE_NAME, Facet.FALL), (_FALLING, Facet.FALL)):
        shorter = pattern.sub("", name)
        if shorter != name and len(shorter) > 1:
            return shorter, facet
    return name, None
