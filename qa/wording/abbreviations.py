"""One-character names of provinces (闽, 粤苏浙, 湘、鄂、赣), and what shows that they stand as words.

□ stands for each character of a place that is known already. Years are half width.
"""

from __future__ import annotations

import re

from qa.wording.partners import PLACE

PROVINCES = {
    "京": "北京市",
    "津": "天津市",
    "冀": "河北省",
    "晋": "山西省",
    "蒙": "内蒙古自治区",
    "辽": "辽宁省",
    "吉": "吉林省",
    "黑": "黑龙江省",
    "沪": "上海市",
    "苏": "江苏省",
    "浙": "浙江省",
    "皖": "安徽省",
    "闽": "福建省",
    "赣": "江西省",
    "鲁": "山东省",
    "豫": "河南省",
    "鄂": "湖北省",
    "湘": "湖南省",
    "粤": "广东省",
    "桂": "广西壮族自治区",
    "琼": "海南省",
    "渝": "重庆市",
    "川": "四川省",
    "蜀": "四川省",
    "贵": "贵州省",
    "黔": "贵州省",
    "云": "云南省",
    "滇": "云南省",
    "藏": "西藏自治区",
    "陕": "陕西省",
    "秦": "陕西省",
    "甘": "甘肃省",
    "陇": "甘肃省",
    "青": "青海省",
    "宁": "宁夏回族自治区",
    "新": "新疆维吾尔自治区",
    "港": "香港特别行政区",
    "澳": "澳门特别行政区",
    "台": "台湾省",
}
#: Also parts of ordinary words: alone they need plain evidence, and 新 and 台 stand for nothing alone.
COMMON = frozenset("蒙吉黑川贵云藏甘青宁新港澳台")
NEVER_ALONE = frozenset("新台")

#: With 省 behind it (湘省), where 贵省 is that of whoever is asked.
AS_PROVINCE = re.compile(
    rf"[{''.join(name for name, full in PROVINCES.items() if full.endswith(('省', '自治区')) and name not in '贵新台')}]"
    r"省(?![钱时力心油电事略得去吃])"
)

#: Its firms, at the head of a clause (粤企造的占几成); those that another place draws in (央企京企) are none of its own.
OF_FIRMS = re.compile(
    rf"(?:^|(?<=[，,。？?年]))[{''.join(name for name in PROVINCES if name not in COMMON)}](?=企(?!图|盼|稳|及))"
)

_ONE = f"[{''.join(PROVINCES)}]"
JOINER = r"\s*(?:[、,，/]|和|与|跟|及|以及|同|比|还是)\s*"
#: Names side by side. Two of one character need no joint (川渝); one beside a full name does.
RUN = re.compile(rf"(?:{_ONE}|{PLACE}+)(?:{JOINER}(?:{_ONE}|{PLACE}+)|(?<!{PLACE}){_ONE})*")
PIECE = re.compile(rf"{_ONE}|{PLACE}+")

_WHEN = r"(?:19|20)\d\d|[今去前明当上后]年|近[几两三四五\d年]|过去|今后|未来|最近|[“\"]?十[一二三四]?五[”\"]?(?:时|期|规|末)"
_SEVERAL = r"[两二三四五六七八九十几]个?(?:省|地|市|家|者)"
#: What may stand before the first of them.
BEFORE = re.compile(
    r"(?:^|[，,。？?！!；;：:、\s（(“\"]|[年月]|期间|请问|查查?|查一下|看看|问问?|说说|告诉我|想知道|了解|比较|对比|除了?|相比|和|与|跟|比|及|是|里)$"
)
#: What may stand behind the last of them, beside the name of an indicator.
AFTER = re.compile(
    rf"\s*(?:$|[，,。？?！!；;：:（(]|的|地区|{_SEVERAL}|各|都|分别|谁|哪|相[比差]|差|之?[中间里]|之?以?外|{_WHEN}|"
    r"[高低多少快慢大小强](?=多少|几|了|吗|些|不|还是|[^一-鿿]|$)|比|呢)"
)
#: Names of things that run from one to the other (川藏铁路), whatever indicator they begin.
NOT_AFTER = re.compile(r"铁路|高铁|公路|高速|干线|线路|线(?!上)|大桥|航线|运河|通道|高原")
#: The same for one that is also part of ordinary words.
PLAINLY_AFTER = re.compile(
    rf"\s*(?:(?:地区|{_SEVERAL})?(?:{_WHEN}|谁|哪|各|分别)|{_SEVERAL}|的(?:政府|报告|(?:发展|增长|主要|经济)?(?:目标|任务|指标)))"
)
#: Between a place and the name of an indicator.
OF = re.compile(rf"\s*(?:(?:{_WHEN})年?|{_SEVERAL}|地区|的|\s)*")

#: Around the short name of a place that has reports of its own: it begins what is said, and no road or school is named so.
ALONE_BEFORE = rf"(?:^|(?<=[\s，,。、；;：:（(？?和与及跟同比较在对说年省市{PLACE}]))"
ALONE_BEHIND = "(?![路街道桥河湖山镇乡村站]|大学|学院|中学|小学|医院|机场|集团|公司|银行|口岸)"


def initials_of(name: str) -> tuple[str, ...]:
    """The characters that name a province by themselves: 京 of 北京."""
    return tuple(initial for initial, full in PROVINCES.items() if full.startswith(name))
