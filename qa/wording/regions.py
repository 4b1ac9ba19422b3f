"""Groups of places by a common name (长三角, 东北三省), and what shows that their members are asked about."""

from __future__ import annotations

import re

from qa.wording.abbreviations import AFTER
from qa.wording.partners import OBJECT

#: Parts of the country, spoken of at large (都说东北人往外跑): whose figures are asked for, others say.
REGIONS = frozenset("东北 华北 华东 华中 华南 西北 西南 东南 东部 中部 西部 中原 江南 江北 岭南 北方 南方 内地".split())
#: What makes a name of a direction one of a group (西部各省, 东北地区), while 西部 or 西北 alone is any west.
TAIL = re.compile(
    r"(?:沿海)?(?:地区|区域|各省(?:区市|份|区|市)?|各地|[两二三四五六七八九十\d]+个?(?:省区市|省市区|省市|省区|省份|省|市)|省份|省市|几个省|诸省|(?=[里中]?(?:哪|谁)|(?:19|20)\d\d年?(?!新)))"
)
#: What may follow any name of a group and belongs to it.
MORE = re.compile(
    r"(?:地区|区域|大湾区|各省(?:区市|份|区|市)?|各市|各地|[两二三四五六七八九十\d]+个?(?:省区市|省市区|省市|省区|省份|城市|省|市|地)|省份|省市|城市)?"
)
#: The members are asked about: 长三角2023年…, 京津冀谁…, not 长三角一体化, 京津冀协同发展.
ASKED_AFTER = re.compile(rf"{AFTER.pattern}|\s*[、和与跟及同]")
NOT_ASKED_BEFORE = re.compile(rf"(?:{OBJECT.pattern})|(?:在|参与|加快|推动|推进|打造|建设|作为|纳入|列入|聚焦)$")
