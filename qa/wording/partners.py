"""Places that are only where something comes from, goes to or is done with, and places set side by side.

□ stands for each character of a place's name, so that no name changes the reading.
"""

from __future__ import annotations

import re

PLACE = "□"
_LIST = rf"{PLACE}+(?:(?:[、和与及,，]|以及){PLACE}+)*(?:等地?|两地|三地|[那这][边里])?"
_TAKE = "引进|引来|引入|招引|调入|调来|调|迁|移|承接|接|输入|进口|采购|购|买|请|聘|吸引|争取|获|运|流入|来|招商|拿|学"
_GIVE = "输送|输出|输|送|供应|供|销|发|调|运|转移|提供|开通|开|通|报|争取|派|捐"
_JOINT = "签|合作|共建|协作|对接|接壤|相邻|交界|联|建立|携手|结|互|协同|共同|开通|往来|深化|加强"

#: Behind one of these a place is no place that is asked about, where nothing else is.
OBJECT = re.compile(
    r"(?:从|往|向|跟|与|由|对|到|同|去|给|为|连接|通往|对接|支援|援助|援建|帮扶|来自|面向|驻|赴|飞往|开往|融入|承接|\bfrom|\bto|\bwith|\bin)\s*$",
    re.IGNORECASE,
)
#: The place is a partner, a source, a destination or a yardstick even beside one that is asked about.
PARTNER = re.compile(
    rf"(?:从|由){_LIST}(?:{_TAKE})"
    rf"|(?:往|向|给|为|对){_LIST}(?:{_GIVE})"
    rf"|(?:对口|支援|援助|援建|帮扶|来自|面向|驻|赴|飞往|开往|直飞|直达|通往|融入|承接|对接|对标|毗邻|辐射|服务|坐高铁到|[高城]铁到){_LIST}"
    rf"|[与跟和同]{_LIST}的?(?:{_JOINT})"
    rf"|流到{_LIST}|在{_LIST}(?:全[省市区]|内)?能?(?:排|居|位|垫底|领先|第)"
)
#: 在湖北排第几: among whom, and of no figure of its own.
RANKED_IN = re.compile(rf"在{PLACE}+(?:全?[省市区县]内?)?能?(?:排|居|位[居列]|名列|是?第[几多])")
#: Between two places that are set side by side.
JOIN = re.compile(r"^\s*(?:和|与|跟|同|及|以及|、|,|，|对比|相比|比|还是|\band\b|\bvs\b)\s*$", re.IGNORECASE)
#: The same with the thing asked about in between: 上海机场和|成都航空枢纽.
JOIN_THINGS = re.compile(r"^[^，,。；;？?的在对向往从到给送支援]{1,8}(?:和|与|跟|同|比|、)$")
#: Before the place that another one is compared with, whatever stands between them (广东的GDP比长三角…).
AGAINST = re.compile(r"(?:比|和|与|跟|同|相比|较)$")
#: Values of several places are asked for.
CONTRAST = re.compile(r"各|分别|谁|哪|相差|差|比(?![重例如])|高|低|都", re.IGNORECASE)
#: The report named is not this place's when other words stand between (1999年的报告里，澳门…).
OWN_REPORT = re.compile(r"^\s*(?:市|省|县|区)?(?:的|(?:19|20)\d\d年?的?|政府|工作|那|份)*报告")
ANY_REPORT = re.compile(r"报告(?:里|中|说|讲|提|显示|列)?")
#: What several places give their names to, right behind the last of them: 两个口岸, 三大机场, 开发区.
THINGS_OF = re.compile(
    r"这?(?:[两二三四五六七八九十\d]+[个座大条处])?(?:陆路|边境|国际|航空|综合|铁路|公路)?(?:口岸|大?桥|机场|港|车站|枢纽|开发区|经开区|高新区|新区|综保区|保税区|景区|园区|都市圈|经济圈)"
)
