"""All the places that there are reports of (各省, 哪个市, 全部报告), and all but some (除了河北以外).

□ stands for each character of a place's name. A place named as the whole (四川各市) is for the caller to see.
"""

from __future__ import annotations

import re

from qa.wording.partners import PLACE

#: Preceded by one of these, 各地 and the like are whom something is given or told to, or where it is done.
_NOT_TO = r"(?:(?<![对给向往为到从由让使在于飞去])|(?<=给)(?=各[省市县地][份区市]?(?:排|打分|比)))"
_ALL = r"(?:各个?|每个?|所有的?|全部的?|收录的?(?:所有|全部|各个?)?的?)"
_WHICH = r"哪(?:[些几]个?|一?[个座])?"
_NUMBER = r"(?:\d+|[一二三四五六七八九十]+)"
_SEVERAL = rf"(?:(?:^|[，,。？?：:]|[有这那的部])[几数]个|这些|(?:^|[，,。？?：:看这])这?{_NUMBER}个)"
_MANY = r"(?:(?:^|[，,。？?：:]|有)多少个?)"
_RANKED = r"(?:最[高低多少快慢大小好]的[前后]?[一二两三四五六七八九十\d]*个?|[前后][一二两三四五六七八九十\d]+(?:名|位|个)?的?)"
_QUANTIFIED = rf"(?:{_ALL}|{_WHICH}|{_SEVERAL}|{_MANY}|{_RANKED})"
#: What comes behind the places of a kind that is spoken of: 给了数的省区里, 有目标的城市当中.
_AMONG = r"(?=[里中]|当中|之[中间]|谁|，|,|有|都|从[高大多快低小少慢]|按|怎么排)"

#: Places are asked for by name.
WHICH_PLACE = re.compile(r"哪[个些几一]?个?(?:省|市|地|区|县|州)|哪[里儿边]|各[省市地]|几个[省市地]")
PROVINCES = re.compile(
    rf"{_NOT_TO}{_QUANTIFIED}省(?:份|级|区市|市区|区|市(?!级)|[、和]?(?:自治区|直辖市))*(?![长委厅直属道会]|[一-鿿]?[厅局])"
    rf"|(?<=的)(?:各|几个)?省(?:份|区市|市区|区|市)?(?:{_AMONG}|(?=[？?。]|$))|{_NUMBER}个?省(?:份|区市|市区|区|市|(?=[里中]|当中))"
)
CITIES = re.compile(
    rf"{_NOT_TO}(?:{_QUANTIFIED}|各|{_NUMBER}个?)(?:县级市(?!长))|{_NOT_TO}(?:{_QUANTIFIED}|各)(?:地州市?|市州|州市|盟市|地市)(?!级)|{_NOT_TO}(?:{_QUANTIFIED}|各地)(?:地级)?(?:城市|市)(?![场级直属辖民委县区长镇]|[一-鿿]?[局委])|(?<=的)(?:各|几个)?城市{_AMONG}"
)
COUNTIES = re.compile(rf"{_NOT_TO}{_QUANTIFIED}(?:县|区)(?:市区|区市|区|市)?(?![级长域块位间委])")
TOWNS = re.compile(rf"{_NOT_TO}{_QUANTIFIED}(?:乡?镇街?道?|乡镇街道)(?![长级村])")
ZONES = re.compile(rf"{_NOT_TO}{_QUANTIFIED}(?:功能区|园区|新区|(?:经济)?开发区|高新区|经开区)(?!内)")
PLACES = re.compile(
    rf"{_NOT_TO}(?:各地(?![州市级方])(?:区(?!间))?|(?:所有|全部|收录的?(?:所有|全部)?)的?(?:地方|地区|城市)|哪一?个地[方区]"
    rf"|哪几?些?个?地方(?!还?有?(?:不足|问题|短板|薄弱|需要|可以|待)))"
)
REPORTS = re.compile(
    rf"(?:所有|全部|收录的?(?:所有|全部)?|库[里中]的?(?:所有|全部|这些)?|这些|[这哪]?(?:几|{_NUMBER})[份篇](?:\d+年的?)?(?:各?省级?|[市县]级))的?(?:政府)?(?:工作)?报告|各份报告|哪[几些一]?份|库[里中](?=[，,哪各])|全库|收录的(?=[^一-鿿]|里|中|$)"
)
#: Reports set side by side, each with its own year: 各份报告, 四份报告（国务院2025、杭州2025…）里, 这几份里.
SIDE_BY_SIDE = re.compile(
    rf"{REPORTS.pattern}|(?:几|(?<![第\d]){_NUMBER})份(?:(?:政府)?(?:工作)?报告|(?=[里中，,（(]))"
)
#: Which of the places is first, no place named: 谁最高, 哪儿降得最多, 从高到低排.
CONTEST = re.compile(
    r"(?:都有|都是|有|是)(?:谁|哪[些几][个家]?|几[个家])(?:[？?，,。]|$)|(?:谁|哪[儿里边家]|哪一?个)[^，,。？?；;]{0,18}(?:最|[更领]|[高低多少快慢大小厚][？?，,。]?$)|最[一-鿿]的?(?:分别)?(?:是|有|在)?(?:谁|哪[里儿个家])|[从由][高大多快低小少慢]到[高大多快低小少慢]|最[高多大快]的?(?:省|市|地方)?[和与跟]最[低少小慢]|排[一个]?[排名]"
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
