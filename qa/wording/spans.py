"""How a figure belongs to several years: averaged, added up, begun and ended."""

from __future__ import annotations

import re

from qa.wording.times import SEASON

AVERAGE = re.compile(
    r"年均(?!浓度|值|降水|气温|水位|日照|径流)|平均每年|每年平均|年平均(?!浓度|气温|降水)|年递增|每年(?:[要将]|平均)?(?:增长|递增)"
)
#: 累计建成|国家级产业集群21个: all that there are by now, where no years are named.
BUILT_BY_NOW = re.compile(r"(?<!年)累计建成(?!投产|后)")
#: …2320万亩|，总量达到5450万亩: what was built is told apart from all there is.
ALL_TOLD = re.compile(r"以?上?[，、]?(?:总量|总数|总面积|总规模|总里程)")
EVERY_YEAR = re.compile(r"(?:(?<!人)每年|逐年)(?!的|度)")
#: What there is, however it came to be.
HOLDS = re.compile(r"现已|目前|至今|达到?|拥有|增至|升至|降至|增加到|提高到|稳定|保持|共有|现有|已有|总数|覆盖")
TOTAL = re.compile(r"累计|总共|一共|(?<![公中])共(?!同|产|享|建(?!成)|有|和|治|识|赢|青|富)|先后")
#: What is done again and again adds up over a term; what stands at its end does not.
ADDS_UP = re.compile(
    r"新增|新建|新改|改造|建成|完成|实现(?!.{0,4}(?:总值|产值))|新开工|开工|投入|发放|引进|转移|培训|救助|减税|减免|治理|造林|解决|安置|脱贫|搬迁|帮助|投资|招商|争取|签约|竣工|查处|化解|退出|淘汰|压减|办理|下达|支持|资助|修建|整治|颁布|制定|减少|获得|获|授予|举办|选派|出台|惠及|累计|补助(?!标准)|兑付|受益|棚户区|再就业|损失|签署|签订|安排了?[^，。；]{0,10}就业|毕业生就业"
)
#: 2024—2025|雪季: one stretch of time, no sum over years.
OF_SEASON = re.compile(SEASON)
#: 2015年是“十二五”收官之年。|五年来，…: what the year was is said before the paragraph speaks of the years.
ROLE_OF_YEAR = re.compile(r"^(?:各位代表[，,：:！!]\s*)?\d{4}年是[^。！]{2,60}[。！]")
WITHIN = re.compile(r"[二两三四五六七八2-8]年内")
#: 五年间，国家财政扶贫资金达480亿元: money that flows adds up.
OVER_YEARS = re.compile(r"(?:过去|这)?(?:的)?[二两三四五六七八九十\d]+年(?:间|来|内)?")
GIVEN = re.compile(r"(?:资金|贷款|投资|毕业生|研究生)$")
#: 五年累计筹资7436亿元，|其中…|, |包括|境外筹资352亿美元: a part of what added up.
PART_OF = re.compile("其中|(?<=[，,（(])(?:包括|含)")
STANDS = re.compile(r"余额|结余|规模|人均")
#: What holds in each of the years: 赤字率一直控制在3%以内.
IN_EACH = re.compile(
    r"均(?:稳定|保持)在|一直|始终|持续(?:保持|稳定|超过|高于|低于|达到)|每年都|年年|连续(?:稳定|保持)|接连(?:突破|跨|迈|跃|登)"
)
#: 粮食产量稳定在|760亿斤以上; of a rate it tells the last year alone, where no years are named.
HELD = re.compile(r"(?<![要将])(?:稳定|保持)在(?:了|近|约|超过?)*$")
#: 连续5年|超万亿斤: how many years, the last of them the one told of.
IN_A_ROW = re.compile(
    r"连续(?P<count>[二两三四五六七八九十]{1,3}|\d{1,2})年(?!第)(?:保持|稳定)?(?:在|超过?|突破|达到?|位居|居|进入|稳居|获|为|是|全国|世界|全省)"
)
STOCK = re.compile(
    r"在建(?!投资)|余额|里程|覆盖率|覆盖面|普及率|城镇化率|总数|保有量|人口|床位|装机|存栏|总量|达到|达(?!标)|拥有|面积|总规模|数量|户数|寿命|比重|占比|增至|升至|率$|稳定在|保持在"
)
#: 能耗强度累计下降17.3%: over all the years of the plan or term.
ALTOGETHER = re.compile(r"累计(?:实际)?(?:下降|降低|增长|提高|上升|减少|增加)(?:了|近|约|超过?)*$")
#: 超过1953年到1978年|平均每年增长3.2%|的速度: what was, and is compared with.
THAT_PACE = re.compile(r"^的?(?:增长)?(?:速度|水平|增速|幅度)")
#: How the next of several moved, between its figure and the one before: 增长3.2%|、下降|8.6%.
MOVED_NEXT = re.compile(
    r"\s*[、，,]\s*(?:同比|比上年|较上年)?(?:增长|增加|提高|上升|上涨|扩大|提升|下降|减少|降低|回落|下跌|收窄|缩小|增|降|升|涨|跌)(?:了|约|近)?\s*"
)
SAME_YEAR = re.compile(r"比上年|较上年|同比|比去年|较去年|全年|当年|比上一年")
FROM = re.compile(r"(?:从|由)[^，。；、]{0,14}$")
TO = re.compile(r"^[^，。；\d]{0,12}?(?:到|至|为|达)")
#: 由上年下降18.5%|转为增长6.7%: one move became another.
TURNED = re.compile(r"^转(?:为|向)?(?=[增上回提扩下降减])")
#: Where a change began, before the verb that leads to its end: 从0.94万家|增加到, 由3.27|缩小至.
BEGUN = re.compile(
    r"(?:从|由)[^，。；]*?\d[^，。；\d]*?(?=(?:分别|逐步|进一步)?[提增升扩上缩下降减压跃攀收][一-鿿]{0,2}[到至为])"
)
