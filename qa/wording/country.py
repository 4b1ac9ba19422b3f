"""The country as a place, and the words of a city or county about itself."""

from __future__ import annotations

import re

#: The country where no other place is named.
COUNTRY = re.compile(
    r"全国(?!性|首|第|各|最|文明|卫生|人大|政协|示范|先进|.{0,12}(?:称号|奖|城市|县|试点))|我国|中国(?!特色|共产党|式|一重|二重|中[车铁建交化粮]|石[油化]|铁建|电[建科信]|移动|联通|商飞|船舶|航[天空发]|[一-鿿]{1,4}(?:集团|公司|银行))|国务院|中央政府|国家(?=(?:19|20)\d\d|层面)"
)
#: The country beside another place (比全国同期快, 全国和包头谁高); 全国 alone is often no place there (全国首批).
COUNTRY_BESIDE = re.compile(
    r"(?<![在居占列为获评])全国(?=同年|同期|(?:19|20)\d\d|各(?:是|自|有|为|达|多少|从)|谁|又|呢|是|那|的?目标|"
    r"\s*[和与跟、，,；;：:？?]|多少|几)|(?<=[和与跟比])全国(?![首第性文先示卫各最人政的])|全国的(?:目标|水平|数|情况)|国家层面|国家(?=(?:19|20)\d\d|的?报告|给|把|拿)|(?:国务院|中央政府)(?=的?(?:政府)?(?:工作)?报告|[和与跟给说定提呢都]|(?:19|20)\d\d|那边|层面)|(?<=[和与跟])国务院(?!的?(?:表彰|激励|批准|督查))"
)
#: The country's reports are not meant.
LOCAL = re.compile(
    r"[全我本该]市|[全我本该]县|[全我本该]区(?!域)|市[里委]|市[一-鿿]{1,4}[局委办](?![^，。？?]{0,2}长)|市政府|市长|县长|区长"
)
