"""Units of the figures in reports: how each is written, its canonical name, and what it can be compared with."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

COUNT = "个数"
SHARE = "占比"
POINTS = "百分点"
DAY_OF_YEAR = "日期"
LABEL = "名称"
RANK = "序次"
RATIO = "比值"
MEASURED = frozenset({"人民币", "美元", "港元", "面积", "长度", "质量", "功率", "电量", "体积"})
TIME = frozenset({"年月", "天数", "时长", "年龄"})


@dataclass(frozen=True, slots=True)
class Unit:
    """``written`` × ``factor`` is in ``name``; ``name`` × ``base`` is in the base of ``dimension``."""

    written: str
    name: str
    dimension: str
    factor: Decimal
    base: Decimal


# Dimension, canonical name, its size in the base of the dimension, ways of writing it (=factor when not 1).
# Areas rest on 亩, since 1 公顷 = 15 亩 makes every area unit a finite decimal of it; 1 斤 = 0.5 kg.
_MEASURES = (
    ("人民币", "元", "1", "元人民币 元 块钱"),
    ("美元", "美元", "1", "美元"),
    ("港元", "港元", "1", "港元 港币"),
    ("欧元", "欧元", "1", "欧元"),
    ("日元", "日元", "1", "日元"),
    (SHARE, "%", "1", "% 成=10"),
    (SHARE, "‰", "0.1", "‰"),
    (POINTS, "百分点", "1", "个百分点 百分点 个点 个千分点=0.1 千分点=0.1 个基点=0.01 基点=0.01"),
    ("倍数", "倍", "1", "倍"),
    (RATIO, "∶1", "1", "∶1"),
    ("算力", "P", "1", "PFLOPS PFlops Pflops PF P EFLOPS=1000 EFlops=1000 Eflops=1000 EF=1000"),
    ("箱量", "标准箱", "1", "国际标准箱 标准箱 标箱"),
    ("番", "番", "1", "番"),
    ("面积", "平方公里", "1500", "平方公里 平方千米 km² km2"),
    ("面积", "亩", "1", "亩 公顷=15"),
    ("面积", "平方米", "0.0015", "平方米 平米 ㎡ m² m2"),
    ("长度", "公里", "1000", "公里 千米 km"),
    ("长度", "米", "1", "延米 米 厘米=0.01 毫米=0.001"),
    ("质量", "吨", "1000", "吨标准煤 吨标煤 吨"),
    ("质量", "公斤", "1", "公斤 千克 kg 斤=0.5 担=50 克=0.001"),
    ("周转量", "吨公里", "1", "吨公里"),
    ("客运周转量", "人公里", "1", "人公里"),
    ("功率", "千瓦", "1", "千瓦 kW 兆瓦=1000 MW=1000 吉瓦=1000000 GW=1000000 瓦=0.001"),
    ("容量", "千伏安", "1", "千伏安 兆伏安=1000"),
    ("电压", "千伏", "1", "千伏 kV 伏=0.001"),
    ("电量", "千瓦时", "1", "千瓦时 kWh 度 兆瓦时=1000 MWh=1000 吉瓦时=1000000 GWh=1000000"),
    ("体积", "立方米", "1", "立方米 立方 方 m³ m3 升=0.001"),
    ("浓度", "微克/立方米", "1", "微克/立方米 微克每立方米 微克 μg/m³ μg/m3 µg/m³ µg/m3 ug/m3 毫克/立方米=1000"),
    ("人次", "人次", "1", "人次 乘次"),
    ("户次", "户次", "1", "户次"),
    ("架次", "架次", "1", "架次"),
    ("车次", "车次", "1", "车次 辆次"),
    ("年月", "年", "12", "周年 年"),
    ("年月", "月", "1", "个月"),
    ("天数", "天", "1", "天"),
    ("时长", "小时", "60", "个小时 小时"),
    ("时长", "分钟", "1", "分钟"),
    ("温度", "℃", "1", "摄氏度 ℃"),
    ("年龄", "岁", "1", "周岁 岁"),
    (DAY_OF_YEAR, "月", "1", "月份 月"),
    (DAY_OF_YEAR, "日", "1", "日"),
    (RANK, "届", "1", "届"),
    (RANK, "次会议", "1", "次会议 次全会 次全体会议 中全会 次党代会 次党代表大会 次代表大会"),
)
_COUNTERS = (
    "个 名 人 户 家 所 条 座 项 件 套 台 辆 处 头 只 匹 株 棵 场次 场 次 部 艘 架 列 篇 种 类 门 位 张 口 宗 起 栋 幢 间 枚 块 册 "
    "支 组 份 款 例 眼 盏 航次 批次 回 国 村 县 乡 镇 区 市 省 校 站 点 床 对 笔 片 班 大"
)
_LABELS = "世纪 年代 号 批 级 期 强 轮 线 国道 省道 县道 乡道 高速 计划 工程 热线 专线 后 版 型"
# Written with Chinese numerals these belong to words (四方, 三门县, 一度, 三公, 八大, 五位一体) more often than to counts.
_DIGITS_ONLY = frozenset(
    "方 度 伏 瓦 升 克 米 门 点 大 国 村 县 乡 镇 区 市 省 校 站 口 对 片 班 块 支 组 份 款 后 张 线 型 版 回".split()
)
# A unit followed by one of these characters is the beginning of another word (5万个体户, 三次性, 10万种植户).
STOPS = {
    "个": "体性", "人": "帮民均大文物", "户": "外籍均口", "家": "庭属渠禽", "所": "得属需谓", "条": "件例龙",
    "处": "理置罚于", "头": "部", "只": "有占能是", "次": "性级生产", "部": "门分署委级队位件", "场": "馆所地景",
    "种": "植子养业", "位": "于置居列数", "名": "牌录列山", "座": "谈落", "台": "湾山账河州县阶", "口": "岸径子",
    "间": "接距", "支": "持出付援撑", "组": "织建成", "班": "子", "对": "口外接于标", "区": "域", "市": "场民域政值区",
    "村": "民", "国": "家际有内企省控道债", "省": "级", "点": "位状线", "个点": "位状线", "大": "型学幅力数量", "升": "级至到高",
    "克": "服难", "度": "假", "亩": "均", "天": "然津下气地", "元": "素旦件户化", "成": "立为功果员品长本都渝熟套绩片效就型",
    "方": "面向案式便针位", "日": "元均本", "月": "均供嫂", "年": "均级", "起": "来步点草诉", "件": "套", "届": "时满",
    "门": "类店票峡", "列": "入为", "期": "叠间", "份": "额", "篇": "章", "类": "似", "枚": "举", "倍": "增",
    "号": "召称角", "回": "落升合收购归报应顾访头暖", "线": "上下路", "型": "号", "强": "化大国省市县", "米": "粮面", "高速": "发增", "担": "保任负当子架忧纲",
}  # fmt: skip


def _measures() -> dict[str, Unit]:
    table = {}
    for dimension, name, base, written in _MEASURES:
        for alias in written.split():
            text, _, factor = alias.partition("=")
            table[text] = Unit(text, name, dimension, Decimal(factor or 1), Decimal(base))
    return table


def _plain(written: str, dimension: str) -> dict[str, Unit]:
    return {text: Unit(text, text, dimension, Decimal(1), Decimal(1)) for text in written.split()}


UNITS = _plain(_LABELS, LABEL) | _plain(_COUNTERS, COUNT) | _measures()
SPELLED_UNITS = {text: unit for text, unit in UNITS.items() if text not in _DIGITS_ONLY}
#: 万亿级: of what order something is, and no name of a step.
ORDER = Unit("级", "级", "量级", Decimal(1), Decimal(1))
NO_UNIT = Unit("", "", "", Decimal(1), Decimal(1))


def per(unit: Unit, other: Unit) -> Unit:
    """The compound unit, e.g. 元/吨; comparable only with the same compound."""
    name = f"{unit.name}/{other.name}"
    return Unit(f"{unit.written}/{other.written}", name, name, unit.factor / other.factor, Decimal(1))
