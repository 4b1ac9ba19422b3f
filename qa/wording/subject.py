"""The words around a figure that say what it is the figure of, told from those that say what happened to it."""

from __future__ import annotations

import re

#: Verbs and marks of level and change that lead to a figure, with the words of degree before them.
_CHANGE = (
    "实现|完成|增长到|增加到|提高到|上升到|提升到|扩大到|下降到|降低到|减少到|压减到|回落到|缩小到|恢复到|增至|升至|升到|提至|降至|降到|减至|"
    "增长|增加(?!值)|提高|上升|提升|上涨|下降|降低|减少|回落|下滑|压减|削减|缩减|缩小|缩短|压缩|收窄|扩大|增收|增产|减产|净增|同增|递增|精简|改善|涨|升|降|(?<!新)增|减|"
    "达到了|达到|达成|达|突破|跃升|跃上|迈上|登上|连跨|连上|跨上|跨越|跨过|越过|超过|超出|超|逾|近|(?<![签节条契公大])约|大约|将近|接近|为|是|占|控制在|保持在|稳定在|维持在|力争达到|"
    "不低于|不少于|不超过|高于|低于|多于|少于|快于|高出|高达|多达|至少|最高|平均为|均为|只有|仅有|仅|共计|合计|总计|累计|共有|共|总共|已有|已|"
    "安排|按|到|至|由|从|在|有|了|于|的"
)
_DEGREE = (
    "同比|环比|实际|名义|比上年|较上年|分别|双双|均|都|各|平均|年均|平均每年|每年|每年平均|年平均|逐年|累计|预计|预期|力争|有望|确保|争取|再|又|还|连续|首次|首|"
    "五年|[三四]年|稳步|大幅|进一步|持续|明显|显著|快速|不断|一举|成功|全部|基本|总体|全面|仍|也|则|才|就|将|要|可|能|已经|已|率先|历史性|左右|以上|"
    "同期|同口径|可比口径|扣除价格因素|按可比价格计算|按可比价计算|按可比价格|考虑价格因素|净|翻了?|相当于|折合|优于预期|居全[国省市]|排名|位居|位列|居|列|排在|(?<![减彩])排|全[国省市]"
)
_TAIL = re.compile(rf"(?:{_CHANGE}|{_DEGREE}|[\s“”\"（(《])+$")
#: What is said of a thing and is no thing: 稳居全国前十强.
PREDICATE = re.compile(
    r"^(?:稳居|居(?!民|住)|位居|位列|列|排名?|创(?:下|历史|近|新|同期|有)|高于|低于|快于|好于|优于|超过|保持|连续|跻身|进入|增速|突破|好于预期|首次|继续|远远|高$)"
)
#: What may stand before the name: connectives, adverbs, and light verbs that say no more than that it was so.
_HEAD = re.compile(
    r"^(?:[\s，,、；;：:。“”\"）)》]|其中|年内|同时|此外|另外|目前|截至|截止|至今|预计|预期|力争|确保|争取|努力|全力|继续|坚持|着力|着眼|切实|加快|大力|深入|扎实|积极|有序|稳步|"
    r"使得?|让|令|带动|推动|促进|拉动|保障|支持|助力|实现了?|完成了?|达到了?|取得了?|拥有|具备|形成|安排|要|将|已经?|共有?|累计|总共|总计|合计|首次|成功|"
    r"先后|分别|年均|平均每年|每年|比上年|较上年|同比|也|还|再|又|则|均|都|以及|及|和|与|并|且|而|但|由于|由|从|自|到|至|在|对(?!外)|把|将|为|以|按|按照|的|了|是|有|"
    r"全[省市县区州旗](?!域)|[我本][省市县区州旗国]|自治区|全区(?!域)|一是|二是|三是|四是|五是|六是|七是|八是|九是|十是|——|各级|今|主要|重点|全面|基本|进一步|不断|持续|更好|更高|新的)+"
)
#: Doing that brings new things in; what was brought in is the name.
NEW = re.compile(
    r"(?:新增|新建(?!改|、改)|新开工|新设立?|新登记|新注册|新培育|新引进|新认定|新获批|新入库|新上|新发展|新签约?|新投产|新开通|新开办|新开设|新落户)"
)
RISE = re.compile(
    r"(?:增长|增加(?!值)|提高|上升|提升|上涨|扩大|增收|增产|净增|递增|涨|多|快|高于|高出|快于|增)(?:了|近|约|超过|超|以上|大约|不低于|高于|\s)*$"
)
FALL = re.compile(
    r"(?:下降|降低|减少|回落|下滑|压减|削减|缩减|缩小|缩短|压缩|收窄|减产|精简|低于|少于|降|减)(?:了|近|约|超过|超|以上|大约|不低于|高于|\s)*$"
)
#: PM2.5浓度改善16.5%: better, and so lower.
IMPROVED = re.compile(r"改善(?:了|近|约|超过|超)*\s*$")
LOWER_IS_BETTER = re.compile(r"浓度|指数|排放|能耗|死亡|事故")
REACHED = re.compile(
    r"(?:增长|增加|提高|上升|提升|扩大|下降|降低|减少|压减|回落|缩小|缩短|压缩|恢复|增|升|降|减|提|达|跃升|缩|调)(?:到|至)(?:了|近|约|超过|超|大约|不低于|\s)*$"
)
#: So many points above or below something named in between: 高于全国平均水平0.5个百分点.
ABOVE = re.compile(r"高于|快于|高出|超出|好于")
BELOW = re.compile(r"低于|慢于")
#: 突破14万亿元大关: no thing that is counted.
MARK_PASSED = re.compile(r"^(?:大关|关口|门槛)")
#: A name that says growth itself: 涨幅3%, 增速达5.2%.
GROWTH_NAME = re.compile(
    r"(?:的)?(?:(?:年均|平均每年|每年平均)的?)?(?:增长速度|(?<!自然)增长率|增速|增幅|涨幅|升幅|(?<!自然)增长)$"
)
DECLINE_NAME = re.compile(r"(?:的)?(?:降幅|下降率|跌幅|降低率)$")
#: The last words of names of measures; a name without one leans on the name before it.
MEASURE = re.compile(
    r"(?:(?:居民)?人均(?:可支配|纯)?收入|人均生活费收入|社会消费品零售总额|收入|支出|总值|总额|产值|增加值|投资额?|余额|贷款|存款|利润|利税|税收|产量|总产|总量|面积|里程|人数|人口|比重|占比|"
    r"指数|能耗|价格|规模|营收|数量|强度|密度|标准|床位|消费量?|销售额|成交额|交易额|零售额|进出口|出口额?|进口额?|装机容量?|装机|浓度|排放量?|用电量|发电量|周转量|吞吐量|存栏|出栏|寿命|赤字|债券|"
    r"资金|经费|补助|[一-鿿][率量额值费比数价])$"
)
#: Names that say nothing alone: 总产达126万吨 leans on 粮食生产 in the clause before.
BARE = re.compile(
    r"^(?:总产量?|总量|产量|总额|总值|产值|规模|面积|里程|人数|数量|比重|占比|占|余额|投资|总投资|增速|增幅|涨幅|降幅|贡献率|利用率|覆盖率|总数|总人数|增量|收入|人均|单产|亩产|价格|总收入|总规模|总里程|总面积|增加值|装机规模|完成率|通过率|达标率|优良率|普及率|参保率)$"
)
#: The first words of a clause up to what is said of its subject: 粮食生产|再获丰收.
_PREDICATE = re.compile(
    r"(?:再|不断|持续|稳步|进一步|大幅|明显|显著|全面|加快|扎实|深入|有序|取得|实现|获得?|保持|突破|健康|平稳|快速|有力|有效|成功|首次|顺利|基本|较快|迅速|稳定|稳中|增势|呈现|发展|完成|建成|提质|提速|增效|日益|更加|蓬勃|协同|得到|迈上|迈出|强劲|提升|扩大|增强|改善|优化|增长|提高|已|(?<!平)均|(?<![成首古])都|了)"
)
#: Contrasted openings of names; the one stands for the other: 城镇居民…26069元, 农村居民9241元.
CONTRASTS = (
    ("全体居民", "城镇居民", "农村居民", "城乡居民", "城市居民", "农牧民", "农民"),
    ("城镇", "农村", "城市", "城乡"),
    ("第一产业", "第二产业", "第三产业"),
    ("一产", "二产", "三产"),
    ("出口", "进口"),
    ("国内", "入境"),
    ("中央", "地方", "省级", "市级", "县级"),
    ("一般公共预算", "政府性基金"),
)
_VERB = re.compile(
    r"^(?:拟|再|计划|可)*(?:增发|发行|新建改?扩?建?|新改扩?建|改造提升|改造|改建|扩建|建成|建设|修建|修复|打造|培育|培训|引进|引入|招引|组织|开展|实施|推进|推动|启动|开工|竣工|投放|发放|兑现|落实|救助|资助|帮助|帮扶|解决|安置|治理|绿化|造林|种植|拆除|整治|查处|破获|办理|受理|办结|签约|争取|筹集|投入|减免|减税降费|减税|退税|清理|化解|关闭|淘汰|退出|取消|下放|精简|压减|获批|获得|荣获|入选|授予|认定|创建|申报|承办|举办|承接|完善|新增|新设|吸纳|转移|脱贫|搬迁|惠及|覆盖|服务|接待|销售|生产|出栏|处置|盘活|回购|配售|筹建|筹措|设立|布局|谋划|储备|纳入|派出|选派|招募|招聘|支持|扶持|奖励|补贴|补助|提供|供应|铺设|开通|架设|改善|提升|发行|发布|制定|修订|出台|废止|宣布失效|开行|发送|运输|提出|带动|直接|清理|取缔|关停|抓好|做好|用好|统筹|争取|拨付|预拨|安排|下拨|下达|减负|开户|续建|建立|组建|购置|配备|补贴|搭建|延长|延伸|拓展|扩建|扩容|增设|增加(?!值)|升级|完工|投产)+"
)


#: Where the thing counted ends: at a mark, or at what is said of it.
_BEHIND = re.compile(
    r"[，,。；;：:、！？!?\n（(]|和(?=\d)|与(?=\d)|预计|实现|完成|进行|得到|达到|荣获|获评|入选|获得|通过|用于|下降|增长|减少|分别|全部|正式|顺利|(?<!投)入(?=围)|列入"
)
#: Light verbs inside a name: 规模以上工业|完成|增加值.
_LIGHT = re.compile(r"(?:预计|累计|共)?(?:完成|实现|达成|取得)(?=[一-鿿]{2})")
_EXAMPLES = re.compile(r"^(?P<said>.*)等\s*$", re.DOTALL)
#: A change inside a name: 中央财政将|增加|支出42亿元, 压减|地下水开采量.
_MOVING = re.compile(
    r"^(?P<whose>.*?)(?:为此)?(?:将|拟|再|年|共)*(?:(?P<rise>增加(?!值)|提高|扩大)|(?P<fall>压减|减少|降低|削减|精简))(?P<what>[一-鿿]{2,})$"
)
_LISTED_EXAMPLES = re.compile(r"^.*(?<![高中初同平对一二三特优上])等(?=[一-鿿]{2,})")


def moving(name: str) -> tuple[str, str]:
    """``name`` without the change in it, and "rise", "fall" or ""."""
    match = _MOVING.match(name)
    if match:
        return match["whose"] + match["what"], "rise" if match["rise"] else "fall"
    return name, ""


def parted(name: str) -> tuple[str, str]:
    """A name with a light verb inside it put together, and the part before the verb."""
    match = _LIGHT.search(name)
    if match is None:
        return name, ""
    return name[: match.start()] + name[match.end() :], name[: match.start()]


def without_examples(lead: str) -> tuple[str, bool]:
    """建设A、B等|28个项目: the doing alone, and whether there were examples."""
    match = _EXAMPLES.match(lead)
    return (acts(_HEAD.sub("", match["said"])), True) if match else (lead, False)


_VERB_END = re.compile(_VERB.pattern.removeprefix("^") + "$")


def name_before(lead: str) -> str:
    """The name in the words that lead to a figure, what happens to it and its connectives taken off both ends."""
    name = re.sub(r"\s+", "", _TAIL.sub("", lead))
    name = _HEAD.sub("", name).strip("的 、，,")
    return _LISTED_EXAMPLES.sub(lambda said: acts(said[0]), name)


def ends_acting(name: str) -> bool:
    """Whether the name ends with the doing whose object follows the figure: 国务院增发|1000亿元|财政债券."""
    return bool(name) and bool(_VERB_END.search(name))


def name_behind(trail: str) -> str:
    """The name in the words right behind a counted figure (52家|企业的改制任务)."""
    name = re.sub(r"^(?:[\s”\"]|的|以上|以下|以内|左右|多|余)+", "", trail)
    name = next(
        (piece for piece in (_BEHIND.split(name, maxsplit=1)[0], name.split("，")[0]) if len(piece.strip()) > 1), ""
    )
    return re.sub(r"(?:[\s“]|增长|下降|减少|增加|以上|和|与|及|，|、|的|达到?|超过?|其中)+$", "", name).replace(
        "的", ""
    )


def acts(name: str) -> str:
    """The doing that ``name`` begins with (改造, 新建改建); empty when it begins with a thing."""
    match = _VERB.match(name)
    return match[0] if match else ""


def topic(clause: str) -> str:
    """What a clause without a figure speaks of: 粮食生产 of 粮食生产再获丰收; at most twelve characters."""
    name = re.split("、", _HEAD.sub("", clause), maxsplit=1)[0]
    name = re.sub("(?:总量|规模|数量|水平|比重)[少小低大高多不偏较]{0,2}$", "", name)
    cut = _PREDICATE.search(name, 1)
    name = name[: cut.start()] if cut else name
    return name if 2 <= len(name) <= 14 else ""


def completed(name: str, before: str) -> str:
    """``name`` with what it leans on in the name ``before`` it: 农村居民 after 城镇居民人均可支配收入."""
    for contrast in CONTRASTS:
        here = next((word for word in contrast if name.startswith(word)), None)
        there = next((word for word in contrast if before.startswith(word) and word != here), None)
        if here and there and not MEASURE.search(name):
            return here + before[len(there) :]
    return name
