"""All the places that there are reports of (各省, 哪个市, 全部报告), and all but some (除了河北以外).

□ stands for each character of a place's name. A place named as the whole (四川各市) is for the caller to see.
"""

from __future__ import annotations

import re

from qa.wording.partners import PLACE

#: Preceded by one of these, 各地 and the like are whom something is given or told to, or where it is done.
_NOT_TO = r"(?<![对给向往为到从由让使在于飞去])"
_EACH = r"(?:各个?|每个?|所有的?|全部的?|收录的?(?:所有|全部|各个?)?的?|哪[些几]?个?|哪一个|(?:31|三十一)个?)"
_SEVERAL = r"(?:(?:^|[，,。？?：:]|[有这那])几个|这些|(?:^|[，,。？?：:看这])(?:这?十[一二三四五六七八九]?|这?\d\d)个?|[给写报]出?[^，。？?]{2,20}的(?=省份?))"
_MANY = r"(?:(?:^|[，,。？?：:]|有)多少个?)"
_RANKED = r"(?:最[高低多少快慢大小好]的[前后]?[一二两三四五六七八九十\d]*个?|[前后][一二两三四五六七八九十\d]+(?:名|位|个)?的?)"

PROVINCES = re.compile(
    rf"{_NOT_TO}(?:{_EACH}|{_SEVERAL}|{_MANY}|{_RANKED})省(?:份|级|区市|市区|市(?!级)|[、和]?(?:自治区|直辖市))*(?![长委厅直属道会]|[一-鿿]?[厅局])"
)
CITIES = re.compile(
    rf"{_NOT_TO}(?:{_EACH}|各地|哪座|{_SEVERAL}|{_RANKED})(?:地级)?(?:城市|市)(?![场级直属辖民委县区长镇]|[一-鿿]?[局委])"
)
COUNTIES = re.compile(rf"{_NOT_TO}(?:{_EACH}|{_SEVERAL})(?:县|区)(?:市区|区市|区|市)?(?![级长域块位间委])")
PLACES = re.compile(
    rf"{_NOT_TO}(?:各地(?![市级方])(?:区(?!间))?|(?:所有|全部|收录的?(?:所有|全部)?)的?(?:地方|地区|城市)|哪个地方|哪些地方(?=提|写|的|GDP|增|最)|哪个地区)"
)
REPORTS = re.compile(
    r"(?:所有|全部|收录的?(?:所有|全部)?|库[里中]的?(?:所有|全部)?)的?(?:政府)?(?:工作)?报告|各份报告|全库|收录的(?=[^一-鿿]|里|中|$)"
)
#: Those spoken of before, or so many of them (这三个市, 两地).
COUNTED = re.compile(
    r"(?:[这那]|上述|以上)?([两二三四五六七八九十]|\d+)个?(?:地级)?(市|地|座城市|城市|省|县)(?![级长属区场域])"
)
NUMERALS = {numeral: number for number, numeral in enumerate("二三四五六七八九十", start=2)} | {"两": 2}

_LIST = rf"{PLACE}+(?:\s*(?:[、和与及,，]|以及)\s*{PLACE}+)*"
#: All but these places.
EXCEPT = re.compile(
    rf"(?:除(?:了|去|开|掉)?|不算|不含|不包括|剔除|刨去|抛开)({_LIST})(?:市|省)?(?:这?[一-三两]?[省市地]?)(?:以外|之外|外|[，,]|$)"
    rf"|({_LIST})(?:以外|之外)的?(?:其[他它]|各个?|所有)?的?(?:省|市|地)"
)
