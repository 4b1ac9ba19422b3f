"""What callers get back. Field names equal those of the records, so most are read straight from them.

``convert.py`` is the only place that makes these.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from qa.records import Aspect, FactKind, FigureStatus, Kind, Mode, RefusalReason, ReportKind, Role

RECOGNISED = "这一页是识别文字（扫描件），请核对原件"


class Out(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, from_attributes=True)


class ErrorBody(Out):
    code: str = Field(description="错误代码，供程序判断", examples=["empty_question"])
    message: str = Field(description="给人看的说明", examples=["问题不能为空，请写出要问的内容。"])


class ErrorOut(Out):
    """所有错误都是这个样子。"""

    error: ErrorBody = Field(description="错误")


class CitationOut(Out):
    """一处引用：答案中的 [number] 出自这里。"""

    number: int = Field(description="答案中的引用编号", examples=[1])
    passage_id: str = Field(description="段落编号")
    report_id: str = Field(description="报告编号")
    title: str = Field(description="报告标题", examples=["2024年河北省政府工作报告"])
    place: str | None = Field(description="地区全名", examples=["河北省"])
    report_year: int | None = Field(description="报告年份", examples=[2024])
    section: list[str] = Field(description="所在章节的各级标题", examples=[["一、2023年工作回顾"]])
    page: int | None = Field(description="页码；原文无页码时为空")
    recognised: bool = Field(False, description=RECOGNISED)
    start: int = Field(description="所引句子在报告正文中的起始字符")
    end: int = Field(description="所引句子在报告正文中的结束字符（不含）")
    text: str = Field(description="整段原文")
    quote: str = Field(description="所引的原句", examples=["地区生产总值增长5.5%。"])
    sha256: str = Field(description="报告正文的 SHA-256")


class ScoresOut(Out):
    fused: float = Field(description="两种排序合并后的得分")
    dense: float | None = Field(description="向量排序的得分；未入选为空")
    words: float | None = Field(description="词语排序的得分；未入选为空")


class PassageOut(Out):
    """检索到的一段原文。"""

    passage_id: str = Field(description="段落编号")
    report_id: str = Field(description="报告编号")
    title: str = Field(description="报告标题")
    place: str | None = Field(description="地区全名")
    report_year: int | None = Field(description="报告年份")
    section: list[str] = Field(description="所在章节的各级标题")
    role: Role = Field(description="章节的作用：回顾、目标、任务、自身建设、其他")
    years: list[int] = Field(description="所说的数据年份")
    page: int | None = Field(description="页码")
    recognised: bool = Field(False, description=RECOGNISED)
    start: int = Field(description="在报告正文中的起始字符")
    end: int = Field(description="在报告正文中的结束字符（不含）")
    text: str = Field(description="原文")
    score: float = Field(description="得分，即 scores.fused")
    scores: ScoresOut = Field(description="各排序的得分")


class FigureOut(Out):
    """答案中的一个数字从何而来。"""

    text: str = Field(description="答案中的写法", examples=["5.5%"])
    status: FigureStatus = Field(description="quoted 原文所有；derived 由原文算得；unsupported 原文所无")
    citation: int | None = Field(description="出自哪处引用")
    formula: str | None = Field(description="算得的数字的算式")


class CellOut(Out):
    text: str = Field(description="格中文字；报告未说时为“未提及”")
    citation: int | None = Field(description="出自哪处引用")


class TableOut(Out):
    """比较或趋势的表格，一行一个地区或年份。"""

    header: list[str] = Field(description="表头")
    rows: list[list[CellOut]] = Field(description="各行")


class ReportBriefOut(Out):
    id: str = Field(description="报告编号")
    kind: ReportKind = Field(description="文件种类")
    title: str = Field(description="标题")
    place: str | None = Field(description="地区全名")
    year: int | None = Field(description="报告年份")
    reviewed: list[int] = Field(description="回顾的数据年份")
    planned: list[int] = Field(description="部署的数据年份")


class CoverageOut(Out):
    """问到的地区和年份，以及其中没有报告的。"""

    places: list[str] = Field(description="问到的地区")
    years: list[int] = Field(description="问到的数据年份")
    missing_places: list[str] = Field(description="没有报告的地区")
    missing_years: list[int] = Field(description="没有报告的年份")
    nearest: list[ReportBriefOut] = Field(description="最接近的报告")


class TimingsOut(Out):
    """从收到问题起的秒数；未到的阶段为空。"""

    evidence: float | None = Field(description="找到材料")
    first_token: float | None = Field(description="模型写出第一个字")
    total: float = Field(description="全部完成")


class UsageOut(Out):
    """这次回答在对话模型那里用去的词元；没有用模型的为 0。"""

    input_tokens: int = Field(description="模型读的词元")
    output_tokens: int = Field(description="模型写的词元")
    estimated: bool = Field(description="模型的服务器没有说用了多少（或没有全说），按字数估计")
    cached: bool = Field(description="同样的问题和材料，模型的话是先前留下的，没有再用词元")
    limited: bool = Field(description="当天的模型用量已满，没有用模型，只据原文作答")


class ScopeOut(Out):
    query: str = Field(description="检索词")
    place: str | None = Field(description="地区")
    data_years: list[int] = Field(description="数据年份")
    report_ids: list[str] = Field(description="限定的报告")
    aspect: Aspect | None = Field(description="result 已完成的；target 要做的")
    keywords: list[str] = Field(description="报告中对所问指标的叫法")


class PlanOut(Out):
    """服务对问题的理解。"""

    question: str = Field(description="补全并规范后的问题")
    kind: Kind = Field(description="问题的种类")
    places: list[str] = Field(description="地区")
    data_years: list[int] = Field(description="数据年份")
    report_years: list[int] = Field(description="报告年份")
    aspect: Aspect | None = Field(description="result 问结果；target 问目标")
    scopes: list[ScopeOut] = Field(description="分几路检索")
    missing_places: list[str] = Field(description="没有报告的地区")
    missing_years: list[int] = Field(description="没有报告的年份")
    keywords: list[str] = Field(description="各路检索的指标叫法")


_ASK = "对问题的理解，供人阅读：地区 · 年份 · 指标 · 增速或位次 · 目标或结果 · 运算"
_ASKED = "张家口市、承德市 · 2023年 · 居民人均可支配收入 · 增速 · 找最高"


class EvidenceOut(Out):
    """流式回答的 evidence 事件。"""

    plan: PlanOut = Field(description="对问题的理解")
    ask: str = Field(description=_ASK, examples=[_ASKED])
    passages: list[PassageOut] = Field(description="检索到的段落")


class TokenOut(Out):
    """流式回答的 token 事件：模型写出的文字，尚未核对。"""

    text: str = Field(description="文字")


class AnswerOut(Out):
    """回答。流式回答的 answer 事件与此相同。"""

    id: str = Field(description="回答编号，反馈时用")
    question: str = Field(description="问题")
    answer: str = Field(description="答案，引用写作 [1]", examples=["2023年河北省地区生产总值增长5.5%。[1]"])
    refused: bool = Field(description="是否因报告未说而不答")
    refusal_reason: RefusalReason | None = Field(description="不答的原因")
    citations: list[CitationOut] = Field(description="答案用到的引用")
    passages: list[PassageOut] = Field(description="检索到的段落")
    figures: list[FigureOut] = Field(description="答案中的数字及其出处")
    coverage: CoverageOut = Field(description="地区和年份的覆盖情况")
    mode: Mode = Field(description="generated 模型所写；extractive 摘录原句；refused 未答")
    model: str | None = Field(description="模型名；摘录时为空")
    index: str = Field(description="资料库版本")
    timings: TimingsOut = Field(description="各阶段用时")
    plan: PlanOut = Field(description="对问题的理解")
    ask: str = Field(default="", description=_ASK, examples=[_ASKED])
    table: TableOut | None = Field(description="比较或趋势的表格")
    chart: bool = Field(default=False, description="提问要求画图：界面宜把表格画出来")
    nearest: list[PassageOut] = Field(description="不答时可参考的段落，不是引用")
    usage: UsageOut = Field(description="对话模型的用量")


class SearchOut(Out):
    query: str = Field(description="检索词")
    hits: list[PassageOut] = Field(description="段落，得分从高到低")


class SourceOut(Out):
    name: str = Field(description="来源文件")
    sha256: str = Field(description="来源文件的 SHA-256")
    copies: int = Field(description="文件中重复的份数")


class SectionOut(Out):
    path: list[str] = Field(description="各级标题")
    start: int = Field(description="起始字符")
    end: int = Field(description="结束字符（不含）")
    role: Role = Field(description="章节的作用")
    years: list[int] = Field(description="所说的数据年份")


class FactOut(Out):
    """报告对自己的说明：谁、以什么职务、在哪次会议上、哪一天所作，及其在正文中的位置。"""

    kind: FactKind = Field(description="speaker 报告人，office 职务，meeting 会议，session 届次，date 日期")
    value: str = Field(description="内容", examples=["珠海市市长"])
    start: int | None = Field(description="正文中的起始字符；正文没有写明时为空")
    end: int | None = Field(description="正文中的结束字符（不含）")


class ReportOut(ReportBriefOut):
    """资料库中的一份报告。"""

    meeting: str | None = Field(description="会议")
    date: str | None = Field(description="日期")
    speaker: str | None = Field(description="报告人")
    facts: list[FactOut] = Field(description="报告人、职务、会议、届次、日期及其在正文中的位置")
    sections: int = Field(description="章节数")
    passages: int = Field(description="段落数")
    chars: int = Field(description="正文字数")
    pages: int = Field(description="页数；原文无页码时为 0")
    sha256: str = Field(description="正文的 SHA-256")
    sources: list[SourceOut] = Field(description="来源文件")
    copies: int = Field(description="来源中同一报告的份数")
    warnings: list[str] = Field(description="读入时的提醒")


class ReportDetailOut(ReportOut):
    """一份报告及其章节。"""

    outline: list[SectionOut] = Field(description="章节")


class ReportsOut(Out):
    reports: list[ReportOut] = Field(description="全部报告")


class ReportTextOut(Out):
    """报告正文的一段。"""

    report_id: str = Field(description="报告编号")
    start: int = Field(description="起始字符")
    end: int = Field(description="结束字符（不含）")
    chars: int = Field(description="全文字数")
    sha256: str = Field(description="全文的 SHA-256")
    text: str = Field(description="这一段文字")


class FeedbackOut(Out):
    answer_id: str = Field(description="回答编号")
    rating: Literal["up", "down"] = Field(description="评价")


class HealthOut(Out):
    status: str = Field(description="恒为 ok", examples=["ok"])


class ReadyOut(Out):
    """就绪情况：ready 正常；degraded 模型不可用，只摘录原句。"""

    status: str = Field(description="ready 或 degraded", examples=["ready"])
    index: str = Field(description="资料库版本")
    reports: int = Field(description="报告数")
    passages: int = Field(description="段落数")
    embedder: str = Field(description="向量模型")
    chat: str | None = Field(description="对话模型；未配置时为空")
    chat_healthy: bool = Field(description="对话模型是否可用；还没有启动的也算可用")
    chat_started: bool = Field(description="对话模型是否已经启动；只用来翻译的本地模型第一次用到时才启动")
