"""What callers of the data routes get back; ``data.py`` is the only place that makes these."""

from __future__ import annotations

from pydantic import Field

from qa.answer.glance import Change
from qa.figures import FigureKind, Hedge
from qa.records import Basis, Facet, How
from qa.statements.outcomes import Verdict
from qa.web.schemas import RECOGNISED, Out


class StandOut(Out):
    """一个数字的出处：报告里的原句。"""

    report_id: str = Field(description="报告编号")
    title: str = Field(description="报告标题", examples=["2024年河北省政府工作报告"])
    place: str | None = Field(description="报告的地区；认不出为空")
    report_year: int | None = Field(description="报告年份；认不出为空")
    section: list[str] = Field(description="所在章节的各级标题")
    page: int | None = Field(description="页码；原文无页码时为空")
    recognised: bool = Field(False, description=RECOGNISED)
    start: int = Field(description="原句在报告正文中的起始字符")
    end: int = Field(description="原句在报告正文中的结束字符（不含）")
    quote: str = Field(description="原句", examples=["地区生产总值增长5.5%。"])
    sha256: str = Field(description="报告正文的 SHA-256")


class PeriodOut(Out):
    """数字所属的年份，首尾都算；报告没有写明为空。"""

    first: int | None = Field(description="第一年")
    last: int | None = Field(description="最后一年")
    how: How = Field(
        description="year 这一年的；end 年末的；span 几年间的变化；average 年均；total 累计；since 某年以来"
    )


class StatementOut(Out):
    """报告里的一个数字。"""

    indicator: str = Field(description="指标全名", examples=["地区生产总值"])
    names: list[str] = Field(description="词典里这个指标的各种叫法")
    text: str = Field(description="数字的原文写法", examples=["5.5%"])
    shown: str = Field(description="连同“左右”“以上”等的写法", examples=["5.5%左右"])
    kind: FigureKind = Field(description="数量、百分比、位次等")
    value: float = Field(description="数值，以 unit 为单位；范围取前一个数")
    upper: float | None = Field(description="范围的后一个数")
    unit: str = Field(description="单位：亿元折成元，万人折成人；没有单位为空文字")
    hedge: Hedge | None = Field(description="约、近、以上、以内、预计；确数为空")
    place: str | None = Field(description="哪里的数字；报告没有写明为空")
    period: PeriodOut = Field(description="数据年份")
    basis: Basis = Field(description="result 结果；target 目标；base 变化的起点或比较的对象；norm 标准")
    facet: Facet = Field(description="level 数量；rise 增长；fall 下降；share 占比；rank 位次；new 新增")
    whole: str = Field(description="占比是占什么的比")
    group: int = Field(description="同一份报告里一口气说出的数字编号相同")
    start: int = Field(description="数字在报告正文中的起始字符")
    end: int = Field(description="数字在报告正文中的结束字符（不含）")
    citation: StandOut = Field(description="出处")


class StatementsOut(Out):
    """符合条件的数字，按报告、按原文次序。"""

    index: str = Field(description="资料库版本")
    total: int = Field(description="共有几条")
    page: int = Field(description="第几页")
    size: int = Field(description="每页几条")
    statements: list[StatementOut] = Field(description="这一页")


class ColumnOut(Out):
    heading: str = Field(description="表头", examples=["2024年"])
    indicator: str = Field(description="报告里最常用的指标名")
    facet: Facet = Field(description="数字的哪一面")
    year: int = Field(description="数据年份")
    basis: Basis = Field(description="结果或目标")


class SaidOut(Out):
    """另一份报告的不同说法。"""

    text: str = Field(description="写法")
    value: float = Field(description="数值")
    unit: str = Field(description="单位")
    citation: StandOut = Field(description="出处")


class DataCellOut(Out):
    text: str = Field(description="格中文字；报告没有说到为“未提及”", examples=["5.5%左右"])
    value: float | None = Field(description="数值；增长一列里下降为负，范围取前一个数；未提及为空")
    unit: str | None = Field(description="数值的单位；未提及为空")
    written: str | None = Field(description="报告里的指标写法，可能与列名口径不同；未提及为空", examples=["生产总值"])
    hedge: Hedge | None = Field(description="约、近、以上、以内、预计；确数为空")
    citation: StandOut | None = Field(description="出处；未提及为空")
    why: str | None = Field(description="为什么空着；有数字的为空", examples=["没有讲这年的报告"])
    others: list[SaidOut] = Field(description="别的报告的不同说法")


class DataRowOut(Out):
    place: str = Field(description="地区全名")
    cells: list[DataCellOut] = Field(description="各格，与 columns 对应")


class FacetCountOut(Out):
    facet: Facet = Field(description="level 数量；rise 增长；fall 下降；share 占比；rank 位次；new 新增")
    count: int = Field(description="这些地区、年份里说到几次")


class DataTableOut(Out):
    """由报告里的数字列成的表。"""

    index: str = Field(description="资料库版本")
    title: str = Field(description="表的标题", examples=["2024年 地区生产总值增长 目标"])
    columns: list[ColumnOut] = Field(description="各列")
    rows: list[DataRowOut] = Field(description="各行，一行一个地区")
    facets: list[FacetCountOut] = Field(description="所问指标的各面各说到几次，多的在前")
    notes: list[str] = Field(description="看表时须知道的")


class OutcomeOut(Out):
    """一个地方为一年定的目标，和后来的报告说的结果。"""

    place: str = Field(description="地区全名")
    year: int = Field(description="目标所定的年份", examples=[2023])
    target: DataCellOut = Field(description="目标")
    result: DataCellOut = Field(description="结果；没有说到为“未提及”，why 说明原因")
    verdict: Verdict = Field(description="met 达到；near 大致达到；missed 未达到；apart 单位不同；unknown 没有结果")
    difference: float | None = Field(description="结果减目标；不能相减为空", examples=[0.3])
    difference_unit: str = Field(description="差的单位，百分数之差为个百分点")
    shown: str = Field(description="差的写法", examples=["高0.3个百分点"])


class VerdictCountOut(Out):
    verdict: Verdict = Field(description="判断")
    count: int = Field(description="几条")


class OutcomesOut(Out):
    """目标与结果对照，先按地区、再按年份。"""

    index: str = Field(description="资料库版本")
    indicator: str = Field(description="报告里最常用的指标名")
    facet: Facet = Field(description="对照的是哪一面", examples=["rise"])
    title: str = Field(description="标题", examples=["地区生产总值增长 目标与结果"])
    outcomes: list[OutcomeOut] = Field(description="一行一个目标")
    counts: list[VerdictCountOut] = Field(description="各种判断各有几条")
    notes: list[str] = Field(description="看表时须知道的")


class HeadlineFigureOut(Out):
    facet: Facet = Field(description="level 数量；rise 增长；fall 下降；share 占比；new 新增")
    text: str = Field(description="写法", examples=["5.5%左右"])
    value: float = Field(description="数值，范围取前一个数")
    unit: str = Field(description="单位")
    citation: StandOut = Field(description="出处")


class HeadlineOut(Out):
    """一个指标，和报告说的它的数量、增长。"""

    indicator: str = Field(description="报告里的写法", examples=["地区生产总值"])
    figures: list[HeadlineFigureOut] = Field(description="数量、增长等，每面一个")


class PointOut(Out):
    """报告里的一个标题或清单的一项。"""

    text: str = Field(description="原文", examples=["（一）扩大有效投资"])
    citation: StandOut = Field(description="出处")


class SummaryHeadOut(Out):
    """是哪份报告，讲哪一年。"""

    report_id: str = Field(description="报告编号")
    title: str = Field(description="报告标题")
    place: str | None = Field(description="报告的地区；认不出为空")
    report_year: int | None = Field(description="报告年份；认不出为空")
    year: int | None = Field(description="results 是哪一年的；报告没有回顾为空")
    planned: int | None = Field(description="targets 是哪一年的；报告没有部署为空")


class SummaryOut(SummaryHeadOut):
    """一份报告的速览：全部是报告自己的数字、标题和清单，没有改写；报告没有的为空。"""

    index: str = Field(description="资料库版本")
    results: list[HeadlineOut] = Field(description="主要结果")
    targets: list[HeadlineOut] = Field(description="主要目标")
    tasks: list[PointOut] = Field(description="重点任务：工作安排下的各标题")
    deeds: list[PointOut] = Field(description="民生实事：报告逐条列出的")


class BesideFiguresOut(Out):
    """一个指标在两份报告里。"""

    indicator: str = Field(description="报告里的写法", examples=["地区生产总值"])
    change: Change = Field(description="same 相同；changed 不同；new 只有这一份说；gone 只有另一份说")
    now: list[HeadlineFigureOut] = Field(description="这一份说的；没有说为空数组")
    then: list[HeadlineFigureOut] = Field(description="另一份说的；没有说为空数组")


class BesidePointOut(Out):
    """一项任务或实事。"""

    text: str = Field(description="原文", examples=["（一）扩大有效投资"])
    change: Change = Field(description="same 两份都有；new 只有这一份有；gone 只有另一份有")
    citation: StandOut = Field(description="出处；两份都有时在这一份里")


class BesideOut(Out):
    """两份报告对照：哪些是新的，哪些没有了，哪些变了。"""

    index: str = Field(description="资料库版本")
    now: SummaryHeadOut = Field(description="这一份")
    then: SummaryHeadOut = Field(description="另一份")
    results: list[BesideFiguresOut] = Field(description="词典中各指标的结果，各是自己所回顾的那一年的")
    targets: list[BesideFiguresOut] = Field(description="词典中各指标的目标")
    tasks: list[BesidePointOut] = Field(description="重点任务，按原文逐字比")
    deeds: list[BesidePointOut] = Field(description="民生实事，按原文逐字比")


class MentionOut(Out):
    """一份说到它的报告。"""

    report_id: str = Field(description="报告编号")
    title: str = Field(description="报告标题", examples=["2024年河北省政府工作报告"])
    place: str | None = Field(description="报告的地区；认不出为空")
    report_year: int | None = Field(description="报告年份；认不出为空")
    count: int = Field(description="说到几次")
    sentences: list[StandOut] = Field(description="说到它的句子，按原文次序，至多 sentences 句")


class MentionYearOut(Out):
    year: int | None = Field(description="报告年份；认不出年份的合为一项，为空")
    searched: int = Field(description="这一年有几份报告")
    reports: int = Field(description="其中几份说到")
    count: int = Field(description="共说到几次")


class MentionsOut(Out):
    """一个提法在报告里的来历：全部正文逐字找过，没有说到的也算在内。"""

    index: str = Field(description="资料库版本")
    phrase: str = Field(description="所找的词句")
    searched: int = Field(description="找了几份报告")
    total: int = Field(description="几份报告说到")
    count: int = Field(description="共说到几次")
    first: int | None = Field(description="最早说到的报告的年份；没有说到为空")
    last: int | None = Field(description="最近说到的报告的年份；没有说到为空")
    years: list[MentionYearOut] = Field(description="逐年：有几份报告、几份说到、说到几次")
    page: int = Field(description="第几页")
    size: int = Field(description="每页几份")
    mentions: list[MentionOut] = Field(description="这一页，年份早的在前")


class JoinedNameOut(Out):
    name: str = Field(description="另一个叫法")
    count: int = Field(description="说到几次")
    reason: str = Field(description="为什么算同一个指标", examples=["词典中同一指标"])


class IndicatorOut(Out):
    name: str = Field(description="最常用的叫法", examples=["地区生产总值"])
    count: int = Field(description="各种叫法共说到几次")
    places: int = Field(description="有几个地方说到")
    years: list[int] = Field(description="说到的数据年份")
    dictionary: list[str] = Field(description="词典里的各种叫法")
    joined: list[JoinedNameOut] = Field(description="其他叫法")


class IndicatorsOut(Out):
    """指标，说得最多的在前。"""

    index: str = Field(description="资料库版本")
    total: int = Field(description="共有几个")
    page: int = Field(description="第几页")
    size: int = Field(description="每页几个")
    indicators: list[IndicatorOut] = Field(description="这一页")
