"""Reports as sites of governments give them, each with what a reader knows of it: place, years, sections, sentences."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from qa.records import Aspect, ReportKind, Role
from tests.corpus.shape_texts import (
    AUTONOMOUS_REGION,
    BUDGET,
    BUDGET2,
    COUNTY,
    DIGITS_YEAR,
    DISTRICT,
    FIRST_SESSION,
    LEAGUE,
    MUNICIPALITY,
    NINETIES,
    OLDCITY,
    PREFECTURE,
    PROVINCE,
    SUPPLEMENT,
    TABLE,
    TERM,
    TOWN,
    WRAPPED,
    ZONE,
)

RESULT, TARGET = Aspect.RESULT, Aspect.TARGET


@dataclass(frozen=True, slots=True)
class Said:
    """A piece of one sentence, the data years and aspect of that sentence, and the role of its section (None: any)."""

    text: str
    years: tuple[int, ...]
    aspect: Aspect
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class Shape:
    """``gone``: what is in the file and not in the report."""

    file: str
    data: bytes
    place: str | None
    year: int | None
    reviewed: tuple[int, ...]
    said: tuple[Said, ...]
    gone: tuple[str, ...] = ()
    kind: ReportKind = ReportKind.WORK_REPORT
    speaker: str | None = None
    date: str | None = None


def _txt(text: str, encoding: str = "utf-8") -> bytes:
    return text.encode(encoding)


def wrapped(text: str, chars: int) -> str:
    """Paragraphs set in by two characters and broken after so many, as mailers and old pages do."""
    lines: list[str] = []
    for paragraph in text.strip().split("\n"):
        rest = f"　　{paragraph}"
        while rest:
            lines.append(rest[:chars])
            rest = rest[chars:]
    return "\r\n".join(lines)


def word_html(text: str) -> str:
    """As Word saves a page: runs cut anywhere, the font of Latin characters in spans of their own."""

    def runs(line: str) -> str:
        parts = [line[i : i + 7] for i in range(0, len(line), 7)]
        spans = [
            f"<span lang=EN-US style='font-size:16.0pt;font-family:\"Times New Roman\"'>{part}</span>"
            if part.isascii()
            else f"<span style='font-size:16.0pt;font-family:仿宋_GB2312'>{part}</span>"
            for part in parts
        ]
        return "".join(spans)

    body = "\n".join(
        f"<p class=MsoNormal style='text-indent:32.0pt;line-height:28.0pt'>{runs(line)}<span lang=EN-US><o:p></o:p></span></p>"
        for line in text.strip().split("\n")
    )
    return (
        '<html xmlns:o="urn:schemas-microsoft-com:office:office">\n<head>\n'
        '<meta http-equiv=Content-Type content="text/html; charset=gb2312">\n<meta name=Generator content="Microsoft Word 11">\n'
        '<title>无标题文档</title>\n<style><!-- p.MsoNormal {mso-style-parent:""; margin:0cm;} --></style>\n'
        "<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->\n"
        f"</head>\n<body lang=ZH-CN>\n<div class=Section1>\n{body}\n</div>\n</body>\n</html>\n"
    )


def interrupted(text: str, every: int, mark: Callable[[int], str]) -> str:
    """Page marks in lines of their own in the middle of sentences and figures."""
    pages = [text[i : i + every] for i in range(0, len(text), every)]
    return "".join(f"{page}\n{mark(number)}\n" for number, page in enumerate(pages, start=1))


_COUNTY = (
    Said("完成87.5亿元", (2012,), RESULT, Role.REVIEW),
    Said("完成投资31.2亿元", (2012,), RESULT, Role.REVIEW),
    Said("比2011年提高1.3个百分点", (2011, 2012), RESULT, Role.REVIEW),
    Said("全省平均水平的52%", (2012,), RESULT, Role.OTHER),
    Said("地区生产总值增长11%", (2013,), TARGET, Role.TARGETS),
    Said("突破520万人次", (2012, 2013), TARGET, Role.TASKS),
    Said("年内完成拆迁面积", (2013,), TARGET, Role.TASKS),
    Said("新发展设施蔬菜3000亩", (2013,), TARGET, Role.TASKS),
    Said("规模养殖比重达到70%", (2015,), TARGET, Role.TASKS),
)
_PROVINCE = (
    Said("达到17826.56亿元", (2020,), RESULT, Role.REVIEW),
    Said("30.83万贫困人口", (2020,), RESULT, Role.REVIEW),
    Said("年均增长8.5%", (2016, 2017, 2018, 2019, 2020), RESULT, Role.REVIEW),
    Said("5128公里增加到7607公里", (2015, 2020), RESULT, Role.REVIEW),
    Said("城镇新增就业370万人", (2016, 2017, 2018, 2019, 2020), RESULT, Role.REVIEW),
    Said("年均增长7%左右", (2021, 2022, 2023, 2024, 2025), TARGET, Role.TARGETS),
    Said("基本实现社会主义现代化", (2035,), TARGET, Role.TARGETS),
    Said("城镇新增就业60万人以上", (2021,), TARGET, Role.TARGETS),
    Said("工业投资增长11.6%", (2020,), RESULT, Role.TASKS),
    Said("新增高标准农田220万亩", (2020, 2021), TARGET, Role.TASKS),
    Said("“三公”经费只减不增", (2021,), TARGET, Role.SELF_BUILDING),
)
_MUNICIPALITY = (
    Said("由2012年的1.14万亿元增加到1.95万亿元", (2012, 2013, 2014, 2015, 2016, 2017), RESULT, Role.REVIEW),
    Said("五年脱贫165万人", (2013, 2014, 2015, 2016, 2017), RESULT, Role.REVIEW),
    Said("规模以上工业增加值增长9.6%", (2017,), RESULT, Role.REVIEW),
    Said("研发投入强度仅为1.8%", (2017,), RESULT, Role.OTHER),
    Said("到2020年现行标准下农村贫困人口全部脱贫", (2018, 2019, 2020, 2021, 2022), TARGET, Role.TARGETS),
    Said("城镇新增就业60万人", (2018,), TARGET, Role.TARGETS),
    Said("实施智能化改造项目200个", (2018,), TARGET, Role.TASKS),
    Said("继续巩固脱贫成果", (2017, 2018), TARGET, Role.TASKS),
)
_PREFECTURE = (
    Said("达到1314.8亿元", (2015,), RESULT, Role.REVIEW),
    Said("新改建农村公路1.2万公里", (2011, 2012, 2013, 2014, 2015), RESULT, Role.REVIEW),
    Said("累计减少农村贫困人口61.9万人", (2011, 2012, 2013, 2014, 2015), RESULT, Role.REVIEW),
    Said("突破2000亿元", (2010, 2020), TARGET, Role.TARGETS),
    Said("固定资产投资增长5%", (2016,), TARGET, Role.TARGETS),
    Said("全年减贫10万人以上", (2016,), TARGET, Role.TASKS),
    Said("八项规定精神", (2016,), TARGET, Role.SELF_BUILDING),
)
_NINETIES = (
    Said("一千六百九十亿元", (1993,), RESULT, Role.REVIEW),
    Said("突破二千四百亿元", (1992, 1993), RESULT, Role.REVIEW),
    Said("分别比上年增长二成", (1993,), RESULT, Role.REVIEW),
    Said("零售物价上涨百分之十二点一", (1993,), RESULT, Role.OTHER),
    Said("增长百分之十一，财政收入", (1994,), TARGET, Role.TARGETS),
    Said("确保粮食总产稳定", (1994,), TARGET, Role.TASKS),
)
_DIGITS_YEAR = (
    Said("878.9亿元", (2018,), RESULT, Role.REVIEW),
    Said("较上年下降9.5%", (2018,), RESULT, Role.REVIEW),
    Said("地区生产总值增长7.5%左右", (2019,), TARGET, Role.TARGETS),
    Said("完成“腾笼换鸟”5000亩", (2019,), TARGET, Role.TASKS),
    Said("上年度未完成的3个安置小区", (2018, 2019), TARGET, Role.TASKS),
    Said("2017年全市共有1263家", (2017,), RESULT, Role.OTHER),
    Said("累计腾出用地15.6万亩", (2016,), RESULT, Role.OTHER),
)
_FIRST_SESSION = (
    Said("预计2021年全县生产总值达到318亿元", (2016, 2021), RESULT, Role.REVIEW),
    Said("64个贫困村全部出列", (2016, 2021), RESULT, Role.REVIEW),
    Said("新增公办幼儿园学位2100个", (2017, 2018, 2019, 2020, 2021), RESULT, Role.REVIEW),
    Said("到2026年突破480亿元", (2022, 2023, 2024, 2025, 2026), TARGET, Role.TARGETS),
    Said("规模以上工业增加值增长9%", (2022,), TARGET, Role.TARGETS),
    Said("亿元以上工业项目40个", (2022,), TARGET, Role.TASKS),
)
_TABLE = (
    Said("全市生产总值2758亿元", (2019,), RESULT, Role.REVIEW),
    Said("粮食总产连续13年", (2019,), RESULT, Role.REVIEW),
    Said("8.96万人", (2019,), RESULT, Role.REVIEW),
    Said("城镇新增就业7万人以上", (2020,), TARGET, Role.TARGETS),
    Said("稳岗20万人", (2020,), TARGET, Role.TASKS),
    Said("建成沿淮快速通道86公里", (2020,), TARGET, Role.TASKS),
)
_REGION = (
    Said("由2005年的613亿元增加到1643亿元", (2005, 2006, 2007, 2008, 2009, 2010), RESULT, Role.REVIEW),
    Said("城镇居民人均可支配收入15344元", (2010,), RESULT, Role.REVIEW),
    Said("到2015年突破3000亿元", (2011, 2012, 2013, 2014, 2015), TARGET),
    Said("地方财政一般预算收入增长15%", (2011,), TARGET),
    Said("工业投资700亿元", (2011,), TARGET, Role.TASKS),
    Said("今年搬迁6.5万人", (2010, 2011), TARGET, Role.TASKS),
)
_ZONE = (
    Said("468.5亿元", (2018,), RESULT, Role.REVIEW),
    Said("固定资产投资增长7%", (2019,), TARGET, Role.TARGETS),
    Said("签约亿元以上项目30个", (2019,), TARGET, Role.TASKS),
)
_LINES = (
    Said("174.2亿元", (2004,), RESULT, Role.REVIEW),
    Said("总面积达到11.6万亩", (2004,), RESULT, Role.REVIEW),
    Said("国内生产总值增长18%", (2005,), TARGET, Role.TARGETS),
    Said("引进内资60亿元", (2005,), TARGET, Role.TASKS),
    Said("三分之二以上开工建设", (2004, 2005), TARGET, Role.TASKS),
    Said("葡萄酒产量达到20万吨", (2005, 2010), TARGET, Role.TASKS),
)
_DISTRICT = (
    Said("147.6亿元", (2014,), RESULT, Role.REVIEW),
    Said("登记失业人数控制在1.25万人以内", (2015,), TARGET, Role.TARGETS),
    Said("基本建成国际文化街区", (2016, 2017, 2018), TARGET, Role.TASKS),
    Said("完成旧住房修缮120万平方米", (2015,), TARGET, Role.TASKS),
    Said("2013年为133.9亿元", (2013,), RESULT, Role.OTHER),
)
_SPAN = tuple(range(2017, 2022))
SHAPES = (
    Shape(
        "政府工作报告.txt",
        _txt(COUNTY),
        "平遥县",
        2013,
        (2012,),
        _COUNTY,
        ("浏览次数", "上一篇", "首页"),
        speaker="曹治胜",
        date="2013-03-20",
    ),
    Shape("guizhou.txt", _txt(PROVINCE), "贵州省", 2021, (2020,), _PROVINCE, speaker="李炳军"),
    Shape(
        "10086.txt",
        _txt(MUNICIPALITY, "gb18030"),
        "重庆市",
        2018,
        tuple(range(2013, 2018)),
        _MUNICIPALITY,
        speaker="唐良智",
    ),
    Shape(
        "凉山.md",
        _txt(PREFECTURE),
        "凉山彝族自治州",
        2016,
        (2015,),
        _PREFECTURE,
        ("返回顶部", "javascript"),
        speaker="罗凉清",
    ),
    Shape("1994.txt", _txt(NINETIES, "gbk"), "河北省", 1994, (1993,), _NINETIES, speaker="叶连松", date="1994-03-02"),
    Shape("000123.txt", _txt(DIGITS_YEAR), "桐乡市", 2019, (2018,), _DIGITS_YEAR, speaker="盛勇军", date="2019-01-23"),
    Shape(
        "xinye.htm",
        _txt(word_html(FIRST_SESSION), "gb18030"),
        "新野县",
        2022,
        _SPAN,
        _FIRST_SESSION,
        ("无标题文档",),
        speaker="杨新亚",
        date="2021-12-15",
    ),
    Shape("t20200511_3.txt", _txt(TABLE), "信阳市", 2020, (2019,), _TABLE),
    Shape(
        "宁夏.txt",
        _txt(AUTONOMOUS_REGION),
        "宁夏回族自治区",
        2011,
        tuple(range(2006, 2011)),
        _REGION,
        speaker="王正伟",
    ),
    Shape("开发区.txt", _txt(ZONE), "廊坊市", 2019, (2018,), _ZONE),
    Shape("wrapped.txt", _txt(wrapped(WRAPPED, 38), "gbk"), "蓬莱区", 2005, (2004,), _LINES, speaker="刘树琪"),
    Shape("徐汇.txt", _txt(DISTRICT), "徐汇区", 2015, (2014,), _DISTRICT, ("当前位置",)),
    Shape(
        "pages.txt",
        _txt(interrupted(WRAPPED, 310, lambda n: f"- {n} -")),
        "蓬莱区",
        2005,
        (2004,),
        _LINES,
        ("- 1 -",),
    ),
)


def headless() -> Shape:
    """Neither title nor meeting nor a name of the file: the text alone tells."""
    body = NINETIES.partition("各位代表、同志们：")[2].replace("我省", "河北")
    said = (
        Said("一千六百九十亿元", (1993,), RESULT, Role.REVIEW),
        Said("增长百分之十一，财政收入", (1994,), TARGET, Role.TARGETS),
    )
    return Shape("1.txt", _txt("各位代表、同志们：" + body), "河北省", 1994, (1993,), said)


_UNHEADED = (
    Said("完成109.6亿元", (2018,), RESULT, Role.REVIEW),
    Said("下降到2.1%", (2017, 2018), RESULT, Role.REVIEW),
    Said("完成造林绿化32万亩", (2018,), RESULT, Role.REVIEW),
    Said("财政收支矛盾突出", (2018,), RESULT, Role.OTHER),
    Said("增长8.5%和9%", (2019,), TARGET, Role.TARGETS),
    Said("确保剩余4120名", (2018, 2019), TARGET, Role.TASKS),
    Said("完成投资58亿元", (2019,), TARGET, Role.TASKS),
    Said("中都草原旅游度假区", (2019, 2020, 2021), TARGET, Role.TASKS),
    Said("光伏装机100万千瓦", (2019, 2020, 2021), TARGET, Role.TASKS),
)
_LEAGUE = (
    Said("完成295亿元", (2007,), RESULT, Role.REVIEW),
    Said("完成固定资产投资260亿元", (2008,), TARGET),
    Said("原煤产量达到8000万吨", (2008,), TARGET, Role.TASKS),
)
_TERM = (
    Said("由2011年的5619亿元", (2011, 2012, 2013, 2014, 2015, 2016), RESULT, Role.REVIEW),
    Said("增长9.4%", (2016,), RESULT, Role.REVIEW),
    Said("工业增加值增长7.6%", (2016,), RESULT, Role.REVIEW),
    Said("累计完成固定资产投资2.6万亿元", (2012, 2013, 2014, 2015, 2016), RESULT, Role.REVIEW),
    Said("城镇化率达到80%", (2017, 2018, 2019, 2020, 2021), TARGET),
    Said("控制在4%以内", (2017,), TARGET, Role.TARGETS),
    Said("新增规模工业企业200家", (2017, 2018, 2019, 2020, 2021), TARGET, Role.TASKS),
)
_TOWN = (
    Said("增加到156亿元", (2016, 2021), RESULT, Role.REVIEW),
    Said("89亿元", (2021,), RESULT, Role.REVIEW),
    Said("突破260亿元", (2026,), TARGET, Role.TARGETS),
    Said("新建农村公路20公里", (2022,), TARGET, Role.TASKS),
)
_OLD_CITY = (
    Said("一百六十八亿元", (1992, 1993, 1994, 1995, 1996, 1997), RESULT, Role.REVIEW),
    Said("十二点一亿元", (1997,), RESULT, Role.REVIEW),
    Said("三百二十亿元", (1998, 1999, 2000, 2001, 2002), TARGET, Role.TARGETS),
    Said("农民人均收入增长", (1998,), TARGET),
)
_PLAN = (Said("1555.6亿元", (2017,), RESULT), Said("增长6.5%左右", (2018,), TARGET))
_BUDGET = (Said("105.8亿元", (2019,), RESULT), Said("安排112亿元", (2020,), TARGET))
MORE_SHAPES = (
    Shape("zb.txt", _txt(SUPPLEMENT), "张北县", 2019, (2018,), _UNHEADED),
    Shape("xm.txt", _txt(LEAGUE), "锡林郭勒盟", 2008, (2007,), _LEAGUE),
    Shape("cs.txt", _txt(TERM), "长沙市", 2017, (2012, 2013, 2014, 2015, 2016), _TERM),
    Shape("town.txt", _txt(TOWN), "大足区", 2022, (2017, 2018, 2019, 2020, 2021), _TOWN),
    Shape("xs.txt", _txt(OLDCITY, "gbk"), "萧山区", 1998, (1993, 1994, 1995, 1996, 1997), _OLD_CITY),
    Shape("jh.txt", _txt(BUDGET), "张家口市", 2018, (), _PLAN, kind=ReportKind.PLAN),
    Shape("ys.txt", _txt(BUDGET2), "承德市", 2020, (), _BUDGET, kind=ReportKind.OTHER),
)
