"""The words around a figure that say what it is the figure of, told from those that say what happened to it."""

from __future__ import annotations

import re
from functools import lru_cache

from qa.wording.adjuncts import without_adjuncts, without_towards

#: Verbs and marks of level and change that lead to a figure, with the words of degree before them. A character that is
#: also the end of words (产能, 就近, 国有) is none of them there.
_CHANGE = (
    "减轻|减量(?!化)|成长为|发展成?为|迈入|实现|完成|增长到|增加到|提高到|上升到|提升到|扩大到|拓展到|拓展至|提升至|提高至|扩大至|增加至|下降到|下降至|降低到|降低至|减少到|减少至|压减到|回落到|缩小到|缩小至|收窄至|收窄到|恢复到|增至|升至|升到|提至|降至|降到|减至|"
    "(?:增长|增加|提高|上升|下降|降低|减少)幅度|新增|净增|增长|增加(?!值)|提高|上升|提升|上涨|下降|降低|减少|回落|下滑|压减|压降|削减|缩减|缩小|缩短|压缩|收窄|扩大|增收|增产|减产|递增|同增|精简|改善|倍增|涨|(?<!毫)升|(?<!沉)降|增|减|"
    "达到了|达到|达成|(?<![发下直通抵到])达|突破|跃升|跃上|迈上|登上|连跨|连上|跨上|跨过|跨越|越过|超过|超出|(?<![赶反])超|逾|(?<![附就邻临])近|(?<![签节条契公合履])约|大约|将近|接近|"
    "变为|(?<!水土)(?<!水源)(?<!生态)保持|(?<![行作认])为|是|占|控制在|保持在|稳定在|维持在|稳定保持在|力争达到|不低于|不少于|不超过|不高于|不多于|不大于|高于|低于|多于|少于|快于|高出|高达|多达|至少|最高|平均为|均为|只有|仅有|仅|共计|合计|总计|累计|共有|共|总共|折合|"
    "已有|已|安排|按|到|至|(?<![自理])由|(?<!服)从|(?<![存潜现])在|(?<![国所拥持保共享公私具特占稀含专])有|了|(?<![由关对鉴])于|的|(?<![通经透])过|(?<!爆)破|兑现"
)
_DEGREE = (
    "同比|环比|比[上前]一?个|实际|名义|比上年|较上年|分别|双双|(?<![人户亩地日月年单平])均|(?<![首古成])都|各|平均|年均|平均每年|每年|每年平均|年平均|逐年|累计|预计|预期|预期目标|力争|有望|确保|争取|再|又|还|连续|首次|首|"
    "五年|[三四]年|接连|一直|始终|稳步|大幅|进一步|持续|明显|显著|快速|不断|一举|一律|成功|全部|基本|总体|全面|仍|也|则|(?<!人)才|(?<!成)就|将|(?<![重主需纪必])要|(?<![许认])可|(?<![产功性储核职电动智风光氢节才热技效赋势水])能|已经|已|率先|历史性|左右|以上|"
    "同期|同口径|可比口径|可比|自然口径|扣除价格因素|按可比价格计算|按可比价计算|按可比价格|考虑价格因素|净|(?<![小显细稍])微|(?<![战策侵概简忽谋大])略|小幅|(?<![模虚])拟|翻了?|[前上后]移|相当于|优于预期|居全[国省市]|排名|位居|位列|(?<![安民家旅人邻移聚宜])居|(?<![系班序专])列|排在|(?<![减彩])排|全[国省市]"
)
#: 货币发行还|比年初计划少: against what was meant to be.
_PLANNED = re.compile(
    r"(?:[还也]?比|^)(?:年度|年初|去年|上年|原)?(?:计划|预算|目标|预期)(?:多|少|低|高)[了出]?(?:近|约|超过?)?$|比(?:年度|年初)?(?:计划|预算|目标|预期)$"
)
_TAIL = re.compile(rf"(?:{_CHANGE}|{_DEGREE}|[\s“\"（(《])+$")
#: By what a level is told: 提高到人均1196元.
_EACH = re.compile(
    r"(?P<each>[人户亩]均)(?:每年|每月|每天)?$|(?:每人|每户|每亩)?(?:每年|每月|每天|月均|日均)$|(?:(?P<per>每[百千万]人口?)|每人|每户|每亩)$"
)
#: 城乡低保标准|每人每月|再提高: per what, before the verb.
_PER_END = re.compile(r"(?<=..)每[人户亩]每[年月]$")
#: 居全国前|10位: where among others, and nothing that is ranked.
RANKED = re.compile(
    r"(?:(?:[稳位跃均仍]|继续|保持|长期|连续)*居|(?:位|并)列|列(?:入)?|(?<!减)排(?:名|位|在)?(?:在|居|位居|第)?|提?升至|提?升到|跃升至|跃升到|上升到|上升至|前移到|前移至|保持|跻身|进入|达到)[^，。；\d]{0,10}$"
)
#: Among whom a place is won: 跃居全国|第一.
RANKED_IN = re.compile(
    r"(?:(?:[稳位跃均]|并列)?居|位列|排名|排在|升至|跃升至|保持)?(?:全[国省市球区]|世界|同类|[东中西]部|[一-鿿]{2}地区)(?:前|的)?$"
)
#: 外贸进出口总额…，世界|排名由第十位上升到第五位: among whom the place is, of what was told before.
AMONG_ALL = re.compile(r"世界|全球|亚洲")
#: 连续16个季度高于全国: how long what is said of a thing holds.
_LASTING = re.compile(
    r"(?:已|均|都)?(?:实现)?连续(?!性|剧|作业|生产|监测|重整|铸|部署|推进|实施|开展|举办|办好|出台).*$"
)
#: 排名38位: the words that make a number of 位 a place and no number of persons.
RANKS = re.compile(r"排名|位次|位居|位列|[稳跃]居|居(?:全|世|西|中|东|国)[^，。；]{0,6}$|(?<!减)排(?:在|到)?第?$")
#: What places are won in: 在国家级经开区综合考核评价中稳居第一.
CONTEST = re.compile(r"评价|考核|测评|评估|比赛|大赛|排行榜")
#: How a figure was made comparable, and nothing that it is a figure of: 扣除留抵退税因素后.
_ADJUSTED = re.compile(
    r"^(?:(?:扣除|剔除|不含|不考虑|按|自然|可比|同).{0,16}?(?:因素|影响|口径|价格?|计算|后)+(?:计算)?|(?:精简|改革|调整|合并|整合|重组|优化).{0,4}后)$"
)
#: What is said of a thing and is no thing: 稳居全国前十强.
PREDICATE = re.compile(
    r"^(?:稳居|居(?!民|住)|位居|位列|列(?!入)|排(?![查放污涝水除忧险洪定布练演])|创(?:下|历史|近|新|同期|有)|高于|低于|快于|好于|优于|超过|保持|连续|跻身|进入|增速|突破|好于预期|首次|继续|远远|高$)"
)
#: 成为全国首个经济总量|突破5万亿元的城市: what is said of something named before, whatever it ends with.
IS_ONE = re.compile(r"^(?:成为|是(?:全|世|我|北|南|西|东))")
#: What may stand before the name: connectives, adverbs, and light verbs that say no more than that it was so.
_HEAD = re.compile(
    r"^(?:[\s，,、；;：:。“”\"）)》•·]|如期(?=完成|实现|裁)|[比较]年初|(?:规划|计划|年初|年度)(?:提出|确定)的|年[末底](?=[一-鿿]{2})|共(?=建设|建成)|(?:分类|妥善|滚动|突出|务实)(?=实施|推进|扶持|安置|抓好|办好|办理|完成|打造|推动|建设)|\d{1,2}[.．](?!\d)|其中|特别是|尤其是|包括(?=[一-鿿])|年内|全年|当年|同时|此外|另外|目前|截至|截止|至今|预计|预期(?!性|寿命)|力争|确保|争取|努力|全力|继续|坚持|着力|着眼|切实|加快|大力|深入|扎实|积极|有序|稳步|因地制宜|集中力量|"
    r"使(?!用)得?|(?:在)?我们这样一个|让|令|带动|推动|促进|拉动|保障(?!性|对象|人数|标准)|支持|助力|抢抓|把好|抓好|抓实|做好|做到|实现了?|完成了?|达到了?|取得了?|拥有|具备|形成|(?:拟)?安排|要(?![素塞闻害])|将(?!军)|已经?|共(?![建同享产青治富])有?|累计|总共|总计|合计|首次|成功|尚|仍然|仍有?|还有|还(?![建田林湖贷款清草])|现有|现已|虽然|尽管|可以|不仅|"
    r"先后|分别|年均|平均每年|每年|比上年|较上年|同比|也|再(?![生造就保制融])|又|则|均(?!衡)|都(?![市江匀])|以及|及|和(?![美谐田平睦])|与|并(?![购网联])|且(?!末)|而|但|由于|由|从(?![业])|自(?![然治主营动来贸身行由助驾查愿住媒])|到(?![位户期岗校访])|至|在(?![建校园营线籍册岗库编馆产途训外职地京津沪渝冀晋蒙辽吉黑苏浙皖闽赣鲁豫鄂湘粤桂琼川黔滇藏陕甘])|把(?!关|控|好)|为(?!民)|以(?![工旧上下内])|按(?![期时劳需比揭])|按照|的|了|是|有(?![色机效限线轨关价氧序偿])|"
    r"全[省市县区州旗](?!域|性)|[我本][省市县区州旗国]|自治区|全区(?!域)|及?以[上下](?=[一-鿿]{2})|[一二三四五六七八九十]{1,3}是|——|各级|今|进一步|不断|持续|更好|更高|新的|农村还(?=有))+"
)
#: Doing that brings new things in; what was brought in is the name.
NEW = re.compile(
    r"(?:新增|扩面(?!推进)|新开(?=[一-鿿]{0,6}航线)|开工建设|新建(?![改续]|、改|更新|和(?:改扩|加|续))|新开工|新设(?!施)立?|新登记|新注册|新培育|新引进|新认定|新获批|新入库|新上|新发展|新签约?|新投产|新开通|新开办|新开设|新落户|新创建|新组建|新成立|新打造|新竣工|新集聚|新聚集|新吸引|新入驻)(?!的[一-鿿])"
)
RISE = re.compile(
    r"(?:(?<!稳)增长|增加(?!值)|提高|上升|(?<!改造)(?<!优化)(?<!整治)(?<!抚育)提升|上涨|扩大|增收|增产|净增|递增|扩招|扩容|[前上]移|涨|多|快|(?<!不)高于|高出|快于|(?<!新)增)(?:预期|预期目标|目标|为|是|了|近|约|超过|超|以上|大约|不低于|高于|\s)*$"
)
FALL = re.compile(
    r"(?:减轻|减量|下降|降低|减少|回落|下滑|压减|压降|削减|缩减|缩小|缩短|压缩|收窄|减产|精简|(?<!不)低于|(?<!不)少于|预[算期]低|计划少|预算少|降|减)(?:了|近|约|超过|超|以上|大约|不低于|高于|\s)*$"
)
#: A list of good sides that are all of one thing: 吸引力强、带动面广的消费场景.
GOOD_SIDES = re.compile(r"^[^，。；、\d]{2,8}[强广高大好优美快足全深]、[^，。；\d]{2,12}的[一-鿿]{2}")
#: 森林抚育提升|200万亩: as much is bettered, and it is no more than before.
BETTERED = re.compile(r"(?:改造|优化|整治|抚育)提升\s*$")
#: Doing whose object may be counted behind it.
BETTERS = re.compile(r"(?:加快|提升|提高|扩大|压减|减少|缩减|精简|压缩)\s*$")
#: PM2.5浓度改善16.5%: better, and so lower.
IMPROVED = re.compile(r"改善(?:了|近|约|超过|超)*\s*$")
LOWER_IS_BETTER = re.compile(r"浓度|指数|排放|能耗|死亡|事故")
REACHED = re.compile(
    r"(?:增长|增加|提高|上升|提升|扩大|拓展|下降|降低|减少|压减|回落|缩小|收窄|缩短|压缩|恢复|增|升|降|减|提|达|跃升|缩|调)(?:到|至)(?:了|近|约|超过|超|大约|不低于|\s)*$"
)
#: So many points above or below something named in between: 高于全国平均水平0.5个百分点.
ABOVE = re.compile(r"高于|快于|高出|超出|好于")
BELOW = re.compile(r"低于|慢于")
_GAP = re.compile(rf"(?P<how>{ABOVE.pattern}|{BELOW.pattern})(?P<whom>[^，。；、\d]{{2,20}}?)(?:平均)?(?:水平)?\s*$")
#: 比全国平均水平|高4.4个百分点; not 比上年.
_GAP_BETWEEN = re.compile(
    r"(?<!占)比(?![重例率值较])(?P<whom>(?!上年|去年|前年|同期|年初)[^，。；、\d]{2,14}?)(?:平均)?(?:水平)?(?:分别|均)?(?<![提降升最走])(?P<how>[高快低慢])出?(?:了|近|约|超过?)?\s*$"
)
_GAP_NAME = re.compile(rf"(?:增速)?(?:{ABOVE.pattern}|{BELOW.pattern})[^，。；]{{2,20}}$")
#: What is told of prices is how much they rose.
PRICED = re.compile(r"居民消费价格|消费物价|物价|零售价格|CPI|PPI|出厂价格")
#: A name that says growth itself: 涨幅3%, 增速达5.2%.
GROWTH_NAME = re.compile(
    r"(?:的)?(?:(?:年均|平均每年|每年平均)的?)?(?:增长速度|(?<!自然)增长率|增速|增幅|涨幅|升幅|(?<!自然)增长)(?:预期|预期目标|目标|幅度)?$"
)
#: The growth of what was named before, and nothing else: 增幅|分别为.
ONLY_GROWTH = re.compile("增长率|增速|增幅|涨幅|升幅|降幅|跌幅")
#: A name that says that it is a part of something.
SHARE_NAME = re.compile(
    r"(?:占比|比重|份额|(?<!优良)(?<!天数)(?<!达标)(?<!优良水体)(?<!优Ⅲ)(?<!化解)(?<!报销)(?<!退出)(?<!扣除)比例)$"
)
DECLINE_NAME = re.compile(r"(?:的)?(?:降幅|下降率|跌幅|降低率)$")
#: The last words of names of measures; a name without one leans on the name before it.
MEASURE = re.compile(
    r"(?:(?:居民)?人均(?:可支配|纯)?收入|人均生活费收入|社会消费品零售总额|收入|支出|总值|总额|产值|增加值|投资额?|余额|贷款|存款|利润|利税|税收|产量|总产|总量|面积|里程|人数|人口|比重|占比|"
    r"指数|能耗|水耗|价格|规模|营收|数量|强度|密度|标准|床位|消费量?|销售额|成交额|交易额|零售额|进出口|出口额?|进口额?|装机容量?|装机|转移支付|浓度|排放量?|用电量|发电量|周转量|吞吐量|存栏|出栏|寿命|赤字|债券|"
    r"资金|经费|补助|投入|[一-鿿][率量额值费比数价])$"
)
#: What is told of a thing by its own last word: 投入|强度, of 研发投入.
OF_IT = re.compile(r"^(?:强度|密度|增速|增幅|占比|比重|总量|总额|数量|规模)$")
#: A measure of one character behind what is done: 转化|额, 转化|率.
ONE_MEASURE = re.compile(r"[额率量数]$")
#: What is counted of persons and of names that the counting belongs to: 游客人次.
COUNTED = re.compile(r"(?:人次|户次|游客|家数|户数|件数|起数)$")
#: Names that say nothing alone: 总产达126万吨 leans on 粮食生产 in the clause before.
BARE = re.compile(
    r"^(?:总花费|总消费|水耗|总产量?|总量|产量|总额|总值|产值|规模|面积|里程|人数|数量|强度|密度|比重|占比|占|余额|投资|总投资|增速|增幅|涨幅|降幅|贡献率|利用率|覆盖率|总数|总人数|增量|收入|人均|每[百千万]人口?拥有量|单产|亩产|价格|总收入|总规模|总里程|总面积|增加值|装机规模|完成率|贡献(?:税收|就业|出口|利润)|(?:发电量|装机|产值|增加值|营收|产量|销售额|出口额?)占比|通过率|达标率|优良率|普及率|参保率)$"
)
#: Measures that make another thing of a name: 工业|投资 is nothing of 规上工业增速.
OTHER_MEASURE = re.compile("(?:投资|收入|支出|利润|利税|税收|贷款|存款|出口|进口|产值|用电量|就业|人才|企业)$")
#: Names that say whose they are with the words before them: the bare ones, and amounts of a deal, victims of accidents.
LEANS = re.compile(
    BARE.pattern
    + r"|^(?:(?:年|总|人均|亩均|户均|平均|累计|意向|涉案|转股|合同|到位|协议)*(?:通车|营运|运营|成交|签约|交易|合同|投资|融资|授信)?(?:年|总)?(?:金额|投资额|投资总?规模|成交额|成交价|成交量|交易额|增加值|税收|产值|里程|面积))$"
    r"|^(?:(?:到位|协议|合同|意向|计划|签约|支持|补助|年度|当年)(?:总?投资|资金)|床位|床位数|(?:日均|年|全年|单日最高|最高单日)?(?:客运量|客流量|车流量)|开行量|发运量|饲养量|总装机(?:容量|规模)?|新增产能|确权面积|全产业链产值|在园师生规模|投资完成率|死亡人数|受伤人数|伤亡人数|人员(?:编制)?总数|直接经济损失|存贷比|增量|事故起数|排名|均值|营收|利润|利润总额|年?营业总?收入|单产|保有量)$"
)
#: 对规模以上工业增长贡献率: of what, the clause or the figure before tells.
CONTRIBUTES = re.compile(r"^对[^，。；]{2,16}贡献率$")
#: 办理建议395件、提案495件，|办复率|达100%: of those told before.
HANDLED = re.compile(r"(?:按时|按期|群众|代表)?(?:办结|办复|满意|面商|答复|采纳)率")
#: 国内生产总值, and what it is a part of the world of.
WHOLE_ECONOMY = re.compile(r"生产总值|经济总量|^占|占世界")
#: Those that are said of a measure itself: 地区生产总值…，增速居全国第二.
OF_WHOLE = re.compile(r"^(?:总?规模|总量|占比|增速|增幅|涨幅|降幅|增量|均值|增长率)$")
#: Contrasted openings of names; the one stands for the other: 城镇居民…26069元, 农村居民9241元.
CONTRASTS = (
    ("全体居民", "城镇居民", "农村居民", "城乡居民", "城市居民", "农牧民", "农民"),
    ("城镇", "农村牧区", "农村", "城市", "城乡", "县城", "乡村"),
    ("国有", "民营", "集体", "外资", "私营"),
    ("第一产业", "第二产业", "第三产业"),
    ("一产", "二产", "三产"),
    ("出口", "进口"),
    ("国内", "入境"),
    ("中央", "地方", "国家级", "省级", "市级", "县级"),
    ("一般公共预算", "政府性基金"),
)
_VERB = re.compile(
    r"^(?:(?:拟|再|计划|可|新|共|务实|标准|高质量|重点)*(?:增发|发行|新建改造|改造提升|改造|新(?:建|改|扩)[改扩续更新、]*建?|新续建|改扩建|改建|扩建|建成|建设(?!用地)|修建|修复|打造|培育|培养|培训|引进|引入|招引|组织|开展|实施|推进|推动|打通|硬化(?!路)|加装|安装|栽植|栽种|赔付|转化(?!率)|启动|开工|竣工|投放|发放|兑现|落实|救助|资助|帮助|帮扶|解决|安置|治理|绿化|造林|种植(?!面积)|拆除|整治|查处|破获|办理|受理|办结|办复(?!率)|签约|争取|筹集|投入(?!强度|产出)|减免|减税降费|减税|退税|清理|化解|关闭|淘汰|退出|取消|下放|精简|压减|获批|获得|荣获|入选|授予|认定|创建|申报|承办|举办|承接|完善|新增|新设|吸纳|输转|扩增|增补|承担|吸引(?!力)|转移(?!支付)|脱贫(?!县|地区|人口|劳动力)|搬迁|惠及|覆盖(?!率|面)|服务(?!业|贸易|进出口|消费|外包|器|平台)|接待|销售(?!额|收入)|生产(?!总|安全|性|力|能力|经营|建设|基地|线)|处置|盘活|回购|配售|筹建|筹措|设立|成立|布局|谋划|储备(?!量)|纳入|派出|选派|招募|招聘|支持|扶持|奖励|补贴(?!标准)|补助(?!标准)|提供|供应|铺设|开通|架设|改善|提升|发行|发布|制定|修订|出台|废止|宣布失效|开行|发送|运输|提出|带动|清理|取缔|关停|立改废|抓好|做好|用好|统筹|争取|拨付|预拨|安排|下拨|下达|减负|开户|续建|建立|组建|购置|配备|补贴|搭建|延长|延伸|拓展|扩建|扩容|增设|复耕|复垦|投用|授信|评定|推出|提请|汇聚|增加(?!值)|升级|完工|投产|办好|办成|优化重组|使用|动用|优化|组建|释放|出让|升格|设置|开发|识别|交付|化解|返还|开工|淘汰|集聚|下线|宣传|评选|监测(?!对象)|检查|抽查|打击|侦破|抓获|辐射|辐射带动|清退|整改|关停|归集|募集|融资|兑付|偿还|争创|扩招|扩面))+"
)


#: Light verbs inside a name: 规模以上工业|完成|增加值.
_LIGHT = re.compile(
    r"(?<=[一-鿿])(?:预计|累计|共)?(?:完成|实现|达成|取得)(?=[一-鿿]{2})|(?<=[一-鿿]{2})(?:力争|有望)(?=[一-鿿]{2})"
)
_ITEMS = re.compile(r"、|(?<=[一-鿿]{2})[和与及](?=[一-鿿]{2})")
_EXAMPLES = re.compile(r"^(?P<said>.*)等\s*$", re.DOTALL)
#: A change inside a name: 中央财政将|增加|支出42亿元, 压减|地下水开采量.
#: Rates whose name is longer than the characters before 率 that all rates share.
RATES = r"(?:参保|参合|覆盖|普及|入学|毛入学|升学|就业|失业|利用|处理|市场渗透|市场占有|达标|优良|合格|完成|绿化|贡献|满意|使用|转化|办结|产销|收储|机械化)率"
_WHOLE_MEASURE = re.compile(
    rf"(?:{RATES}|(?:(?:人均|亩均|户均|平均|总|本外币|累计|意向)*(?:存贷款|存款|贷款)?(?:{MEASURE.pattern.removesuffix('$')}))|人次)$"
)
_MOVING = re.compile(
    r"^(?P<whose>(?!用于).*?)(?:为此)?(?:将|拟|再|年|共)*(?:(?P<rise>增加(?!值)|提高|扩大|净增)|(?P<fall>压减|裁减|减少|降低|削减|精简))(?P<what>[一-鿿]{2,})$"
)
_LISTED_EXAMPLES = re.compile(r"^.*(?<![高中初同平对一二三特优上立])等(?!级|次|候|待遇|额)(?=[一-鿿]{2,})")


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
    before = "" if _HOW_DONE.fullmatch(name, 0, match.start()) else name[: match.start()]
    return before + name[match.end() :], before


#: 全面|完成|剩余保交房项目交付: how it was done, and by no one.
_HOW_DONE = re.compile("(?:全面|全部|基本|如期|提前|超额|按期|顺利|圆满)+")
#: 我市与北京市|签署了|科技、文化等: who did it with whom is told first.
_SIGNED = re.compile(r"^[^，。；、]{2,12}?(?P<deed>签署|签订)了?")


def without_examples(lead: str, count: int) -> tuple[str, bool]:
    """建设A、B等|28个项目, 推进A、B、C|三项改革 (``count`` 3): the doing alone, and whether there were examples."""
    match = _EXAMPLES.match(lead)
    if match is None and len(_ITEMS.split(lead)) != count:
        return lead, False
    said = _HEAD.sub("", match["said"] if match else lead)
    signed = _SIGNED.match(said)
    return acts(said) or (signed["deed"] if signed else ""), True


_VERB_WITHIN = re.compile(
    r"(?<=[一-鿿]{2})(?:提出|颁布|制定|修订|出台|设立|建立|成立|开通|签署|签订|举办|派出|培养|引进|建成|新建|获批|创建|计划建设|已?取消|实施|识别|绿化)(?:了|或|和)?[一-鿿“]{2}"
)
_VERB_END = re.compile(_VERB.pattern.removeprefix("^") + "$")


@lru_cache(4096)
def name_before(lead: str) -> str:
    """The name in the words that lead to a figure, what happens to it and its connectives taken off both ends."""
    name = _SPACE.sub("", lead).replace("为此将", "").replace("为此", "")
    each = _EACH.search(_SIGNS.sub("", name))
    if each:
        name = name[: _SIGNS.sub("", name).rindex(each[0])]
    name = _PER_END.sub("", _TAIL.sub("", _PLANNED.sub("", _LASTING.sub("", name))))
    name = without_towards(_headless(without_adjuncts(name))).strip("的 、，,")
    if _ADJUSTED.match(name):
        return ""
    name = _examples(name)
    average = each["each"] or each["per"] if each else None
    return f"{average}{name}" if average and name and average not in name else name


def without_head(text: str) -> str:
    """``text`` without its connectives, adverbs and light verbs before the name."""
    return _HEAD.sub("", _SPACE.sub("", text))


def _headless(name: str) -> str:
    """The connectives before it taken off; a quote that the name begins with stays (“一网通办”首办成功率)."""
    head = _HEAD.match(name)
    if head is None:
        return name
    opens = "“" if head[0].endswith("“") and "”" in name[head.end() :] else ""
    return opens + name[head.end() :]


_SPACE = re.compile(r"\s+")
_SIGNS = re.compile(r"(?:超过?|约|近|达到?|逾|[“\"])+$")


def _examples(name: str) -> str:
    """Without the examples before 等 (磷化工、医药等产业产值); those of 科技、教育等方面 say what is meant and stay, and
    so does a single one that tells a word for anything what it is (实施超低排放改造等工程)."""
    match = _LISTED_EXAMPLES.match(name)
    if match is None or name[match.end() :].startswith(("方面", "领域", "行业的")):
        return name
    generic = len(name) - match.end() <= _GENERIC or _WORKS.search(name[match.end() :])
    if match.end() <= _LISTED_SHORTLY and generic and len(acts(name)) < match.end() - _GENERIC:
        return name
    return acts(match[0]) + name[match.end() :]


#: 工程, 项目: as short are words that stand for anything.
_GENERIC = 2
_WORKS = re.compile(r"^[^的]{0,6}(?:治理|整治|保护|修复)(?:工程|项目)$")
_LISTED_SHORTLY = 26


def without_end_act(name: str) -> str:
    """安置房 of 安置房开工."""
    return re.sub("(?:基本|全部|全面)$", "", _VERB_END.sub("", name))


def without_new(name: str) -> str:
    """公园 of 新增公园, 改造高标准农田 of 新建和改造高标准农田; 和美乡村 begins with no connective."""
    return _AND_TOO.sub("", NEW.sub("", name, count=1))


_AND_TOO = re.compile("^(?:和(?!美)|与|及|、)")


def without_measure(name: str) -> str:
    """Whose a measure is: 规上工业 of 规上工业亩均税收, 高速公路 of 新增高速公路."""
    name = NEW.sub("", name, count=1) if NEW.match(name) else name
    measure = _WHOLE_MEASURE.search(name)
    return re.sub("(?:播种|种植|养殖|并网)$", "", name[: measure.start()] if measure else name)


def told(name: str) -> str:
    """``name`` as it is stored: its quotes in pairs, and what reports write in several ways written in one."""
    for pattern, written in _WRITTEN:
        name = pattern.sub(written, name)
    lacking = name.count("”") - name.count("“")
    return name.replace("”", "", 1) if lacking > 0 else f"{name}”" if lacking < 0 else name


_WRITTEN = (
    # 宜昌、襄樊两个|省域副中心城市|生产总值: what they are, told of each.
    (re.compile(r"(?<=[一-鿿]{2})(?:省域|区域)?副?中心(?:城市)?(?=(?:地区)?生产总值|GDP)"), ""),
    (re.compile(r"安全生产事故"), "生产安全事故"),
    (re.compile(r"(?<=收入)比值$"), "比"),
    (re.compile(r"^(?=[百千万]人口?(?!以上|计|级|大|规模|次)[一-鿿\d]{2,}[数量]$)"), "每"),
    (re.compile(r"^(国民)?经济$"), r"\1经济增长"),
    (re.compile(r"(?:平均)?每\d+[一-鿿]{1,2}$"), ""),
    (re.compile(r"^(?!投入|安排|筹集|统筹|拨付|支出).*?(?=(?:民生|惠民|为民|便民|利民)实事$)"), ""),
)


#: 中央财政|安排|384亿元: who gives the money gives what is listed behind it, too.
GIVES = re.compile(r"(?:财政|基金|预算)安排$")
#: 科技成果1012项，其中|获国家奖励|十九项: which of them.
WON = re.compile("获|荣获|入选|被|(?:在|向)?全[国省][^，]{0,4}(?:复制|推广)")
#: What comes of something named before: 发放补贴121.9亿元、带动|销售905亿元.
EFFECT = re.compile(
    r"^[\s，、]*(?:累计|可|将|预计|直接)*(?P<effect>惠及|带动|拉动|撬动|服务(?=企业|客户|群众|居民|经营主体|用户|对象)|发送|运输|受益)"
)
#: Where a percentage is of those behind it although a name leads to it: 试点范围扩大到全国|40%的县.
WIDENED = re.compile(r"(?:扩大到|推广到|扩面到)(?:全[国省市区县])?\s*(?:超过?|近|约)?\s*$")
#: What is done and no thing: 竣工|22万套, 废止|71件.
ACT_ONLY = re.compile(
    r"(?:全面|全部|累计|已|基本)?(?:竣工|开工|新开工|新开工建设|开工建设|在建|续建|建成|投产|废止|宣布失效|修订|制定|新增|新建|新改建|新改扩建|改造|改建|签约|落地|开户|办结|交付|查处|破获|开通|开行|引进|培育|通过|退出|关闭|销售|发放|完成|获批|启动|投用|入库|筹集|整改|化解|处置|交付|完工|达标|验收)"
)


def ends_acting(name: str) -> bool:
    """Whether the name ends with the doing whose object follows the figure: 国务院增发|1000亿元|财政债券."""
    return bool(name) and bool(_VERB_END.search(name))


def ends_doing(name: str) -> bool:
    """The same, or that people do it: 农民就地就近就业."""
    return ends_acting(name) or name.endswith(("就业", "创业", "增收", "脱贫"))


def acts_within(name: str) -> bool:
    """Whether someone named first is told to do it: 国务院提出法律议案."""
    return bool(_VERB_WITHIN.search(name)) and not MEASURE.search(name)


def gap_in(lead: str) -> tuple[str, str, str] | None:
    """规上工业增速|高于|全国: whose, how and than whom, of the words that lead to points of percent."""
    match = _GAP.search(lead.replace("，", "") if lead.startswith("，") else lead)
    if match:
        return lead[: match.start()], match["how"], _SPACE.sub("", match["whom"])
    match = _GAP_BETWEEN.search(lead)
    return (lead[: match.start()], f"{match['how']}于", _SPACE.sub("", match["whom"])) if match else None


def gap_between(lead: str) -> bool:
    """比全国平均水平低|143元: an amount may be less than another by so much, too."""
    return bool(_GAP_BETWEEN.search(lead))


def without_gap(name: str) -> str:
    """规上工业增加值 of 规上工业增加值增速高于全国."""
    return _GAP_NAME.sub("", name)


def acts(name: str) -> str:
    """The doing that ``name`` begins with (改造, 新建改建); empty when it begins with a thing."""
    match = _VERB.match(name)
    return match[0] if match else ""


def measures_among(stem: str) -> list[str]:
    """数字经济营业收入、智算规模等主要指标: the measures that are told for all that 指标 stands for."""
    match = _MEASURES.match(stem)
    return [name for name in re.split("[、和与及]", match["names"]) if name] if match else []


_MEASURES = re.compile(r"^(?P<names>.{4,60}?)等(?:主要|重要|关键|核心)?(?:经济|发展)?指标$")


def goes_on(clause: str) -> bool:
    """Whether ``clause`` tells something else: what is done, or what is said of the thing before it."""
    clause = _SPACE.sub("", clause)
    return bool(
        acts(clause) or PREDICATE.match(clause) or _TAIL.fullmatch(clause) or re.match("占|达|实现|完成", clause)
    )
