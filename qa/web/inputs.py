"""What callers may send: pydantic models that refuse unknown fields, wrong types and unprintable text."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError

from qa.records import Basis, Facet, Filters, Turn
from qa.settings import WebSettings
from qa.web import text
from qa.web.problems import OWN, Problem

MAX_TURNS = 40  # 20 exchanges
MAX_VALUES = 50
MAX_NAME_CHARS = 200
MAX_TOP_K = 50
MAX_INDICATORS = 10
MAX_PAGE = 1_000_000
MAX_SIZE = 200
MAX_COMMENT_CHARS = 2000


def _printable(value: str) -> str:
    if not text.is_printable(value):
        raise PydanticCustomError(f"{OWN}invalid_characters", "文字中含有控制字符或无效字符，请去掉后重试。")
    return text.clean(value)


def _meaningful(value: str) -> str:
    if not text.says_something(value):
        raise PydanticCustomError(f"{OWN}empty_question", "问题不能为空，请写出要问的内容。")
    return value


CleanText = Annotated[str, AfterValidator(_printable)]
Question = Annotated[CleanText, AfterValidator(_meaningful)]
Name = Annotated[CleanText, Field(min_length=1, max_length=MAX_NAME_CHARS)]
Phrase = Annotated[Question, Field(min_length=1, max_length=MAX_NAME_CHARS)]
Year = Annotated[int, Field(ge=1900, le=2200)]
TopK = Annotated[int, Field(ge=1, le=MAX_TOP_K)]


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class _Query(BaseModel):
    """Query strings are text, so numbers are parsed."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class TurnIn(_Body):
    """一轮对话。"""

    role: Literal["user", "assistant", "system"] = Field(description="说话人")
    content: CleanText = Field(description="内容")


class FiltersIn(_Body):
    """只在这些报告里找；空数组表示不限。"""

    place: list[Name] = Field([], max_length=MAX_VALUES, description="地区全名", examples=[["河北省"]])
    report_year: list[Year] = Field([], max_length=MAX_VALUES, description="报告年份（作报告的那一年）")
    data_year: list[Year] = Field([], max_length=MAX_VALUES, description="数据年份（数字所属的那一年）")
    report_id: list[Name] = Field([], max_length=MAX_VALUES, description="报告编号")


class AskIn(_Body):
    """提问。"""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"question": "河北省2023年地区生产总值增长多少？"},
                {
                    "question": "那2024年的目标呢？",
                    "history": [
                        {"role": "user", "content": "河北省2023年地区生产总值增长多少？"},
                        {"role": "assistant", "content": "增长5.5%。[1]"},
                    ],
                    "filters": {"place": ["河北省"]},
                    "top_k": 8,
                    "stream": True,
                },
            ]
        }
    )
    question: Question = Field(description="问题")
    history: list[TurnIn] = Field([], max_length=MAX_TURNS, description="此前的对话，从早到晚")
    filters: FiltersIn = Field(FiltersIn(), description="检索范围")
    top_k: TopK | None = Field(None, description="返回的段落数；不填用服务的设置")
    stream: bool = Field(False, description="true：以 SSE 逐步返回")


class FeedbackIn(_Body):
    """对一条回答的评价。"""

    answer_id: Name = Field(description="回答的 id", examples=["3f2a9c"])
    rating: Literal["up", "down"] = Field(description="up 好；down 不好")
    comment: CleanText = Field("", max_length=MAX_COMMENT_CHARS, description="说明，可不填")


class SearchQuery(_Query):
    """检索参数；范围参数可重复。"""

    q: Question = Field(description="检索词", examples=["地区生产总值增长"])
    k: TopK | None = Field(None, description="返回的段落数；不填用服务的设置")
    place: list[Name] = Field([], max_length=MAX_VALUES, description="地区全名")
    report_year: list[Year] = Field([], max_length=MAX_VALUES, description="报告年份")
    data_year: list[Year] = Field([], max_length=MAX_VALUES, description="数据年份")
    report_id: list[Name] = Field([], max_length=MAX_VALUES, description="报告编号")


Page = Annotated[int, Field(ge=1, le=MAX_PAGE)]
Size = Annotated[int, Field(ge=1, le=MAX_SIZE)]


class StatementsQuery(_Query):
    """查数据；条件可重复，同一条件的几个值任一即可，不同条件须都满足。"""

    place: list[Name] = Field([], max_length=MAX_VALUES, description="哪里的数字，地区全名", examples=[["河北省"]])
    year: list[Year] = Field([], max_length=MAX_VALUES, description="数据年份")
    indicator: list[Name] = Field([], max_length=MAX_VALUES, description="指标；同一指标的各种叫法都算")
    basis: list[Basis] = Field(
        [], max_length=MAX_VALUES, description="result 结果；target 目标；base 变化的起点或比较的对象；norm 标准"
    )
    facet: list[Facet] = Field(
        [], max_length=MAX_VALUES, description="level 数量；rise 增长；fall 下降；share 占比；rank 位次；new 新增"
    )
    report_id: list[Name] = Field([], max_length=MAX_VALUES, description="报告编号")
    q: CleanText = Field("", max_length=MAX_NAME_CHARS, description="指标名中的一段文字")
    page: Page = Field(1, description="第几页")
    size: Size = Field(50, description="每页几条")


class TableQuery(_Query):
    """列表：一行一个地方，一列一个年份（或指标、结果与目标）。"""

    indicator: list[Name] = Field(
        min_length=1, max_length=MAX_INDICATORS, description="指标，可带“增长”", examples=[["地区生产总值增长"]]
    )
    place: list[Name] = Field([], max_length=MAX_VALUES, description="地区全名；不填为有报告的所有地区")
    year: list[Year] = Field([], max_length=MAX_VALUES, description="数据年份；不填为报告说到的所有年份")
    basis: Literal["result", "target", "both"] = Field("result", description="result 结果；target 目标；both 都要")
    facet: Facet | None = Field(None, description="level 数量；rise 增长（下降为负）；fall 下降等；不填看指标名")
    format: Literal["json", "csv", "xlsx"] = Field("json", description="json；csv（Excel 可直接打开）；xlsx")
    by: CleanText | None = Field(
        None, max_length=MAX_NAME_CHARS, description="文件按哪一列的数排，写表头；空字按行名；不填照原样"
    )
    order: Literal["asc", "desc"] = Field("desc", description="文件的次序：asc 从小到大；desc 从大到小")
    turned: bool = Field(False, description="文件行列互换：一行一个年份")


class OutcomesQuery(_Query):
    """目标与结果对照：一行一个地方的一年。"""

    indicator: Name = Field(description="指标，可带“增长”", examples=["地区生产总值增长"])
    place: list[Name] = Field([], max_length=MAX_VALUES, description="地区全名；不填为所有地区")
    year: list[Year] = Field([], max_length=MAX_VALUES, description="目标所定的年份；不填为所有年份")
    facet: Facet | None = Field(None, description="level 数量；rise 增长（下降为负）等；不填取目标最常定的一面")
    format: Literal["json", "csv", "xlsx"] = Field("json", description="json；csv（Excel 可直接打开）；xlsx")
    by: CleanText | None = Field(
        None,
        max_length=MAX_NAME_CHARS,
        description="文件按哪一列排：年份、目标、结果、判断、结果比目标；空字按地名；不填照原样",
    )
    order: Literal["asc", "desc"] = Field("desc", description="文件的次序：asc 从小到大；desc 从大到小")


class MentionsQuery(_Query):
    """一个提法的来历。"""

    phrase: Phrase = Field(description="要找的词句，逐字找", examples=["低空经济"])
    place: list[Name] = Field([], max_length=MAX_VALUES, description="地区全名；不填为所有地区")
    report_year: list[Year] = Field([], max_length=MAX_VALUES, description="报告年份；不填为所有年份")
    sentences: int = Field(5, ge=0, le=MAX_SIZE, description="每份报告至多列出几句；次数总是全的")
    page: Page = Field(1, description="第几页")
    size: Size = Field(50, description="每页几份报告")
    format: Literal["json", "csv", "xlsx"] = Field("json", description="json；csv、xlsx 为文件，每句一行，不分页")
    by: CleanText | None = Field(
        None, max_length=MAX_NAME_CHARS, description="文件按哪一列排：年份、次数；空字按地名；不填照原样"
    )
    order: Literal["asc", "desc"] = Field("desc", description="文件的次序：asc 从小到大；desc 从大到小")


class IndicatorsQuery(_Query):
    """列出指标名。"""

    place: list[Name] = Field([], max_length=MAX_VALUES, description="只看这些地区的数字，地区全名")
    year: list[Year] = Field([], max_length=MAX_VALUES, description="只看这些数据年份")
    q: CleanText = Field(
        "",
        max_length=MAX_NAME_CHARS,
        description="指标名中的一段文字，或平常的叫法；所指的指标排在最前",
        examples=["生产总值"],
    )
    page: Page = Field(1, description="第几页")
    size: Size = Field(50, description="每页几个")


class AskTool(_Query):
    """提问。"""

    question: Question = Field(description="问题，说明地区与年份", examples=["河北省2023年地区生产总值增长多少？"])
    place: list[Name] = Field([], max_length=MAX_VALUES, description="只在这些地区的报告里找，地区全名")
    report_year: list[Year] = Field([], max_length=MAX_VALUES, description="只在这些年份的报告里找")


class ReportsTool(_Query):
    """列出报告。"""

    place: list[Name] = Field([], max_length=MAX_VALUES, description="只列这些地区的")
    report_year: list[Year] = Field([], max_length=MAX_VALUES, description="只列这些年份的")


class SummaryTool(_Query):
    """一份报告的速览。"""

    report_id: Name = Field(description="报告编号，见 reports")


class TextTool(_Query):
    """报告正文的一段。"""

    report_id: Name = Field(description="报告编号")
    start: int = Field(0, ge=0, description="起始字符")
    chars: int = Field(2000, ge=1, le=20_000, description="几个字")


class SpanQuery(_Query):
    """字符区间，左闭右开；不填为全文。"""

    start: int = Field(0, ge=0, description="起始字符")
    end: int | None = Field(None, ge=0, description="结束字符；超过全文长度时取到文末")


def filters_of(given: FiltersIn | SearchQuery) -> Filters:
    return Filters(
        place=tuple(given.place),
        report_year=tuple(given.report_year),
        data_year=tuple(given.data_year),
        report_id=tuple(given.report_id),
    )


def turns_of(history: list[TurnIn]) -> tuple[Turn, ...]:
    return tuple(Turn(turn.role, turn.content) for turn in history)


def check_question(question: str, limits: WebSettings, param: str = "question") -> None:
    """Raises Problem 422 ``question_too_long``."""
    if len(question) > limits.max_question_chars:
        message = f"问题不能超过 {limits.max_question_chars} 个字。"
        raise Problem(422, "question_too_long", message, param=param)


def check_history(history: list[TurnIn], limits: WebSettings, param: str = "history") -> None:
    """Raises Problem 422 ``history_too_long``."""
    if sum(len(turn.content) for turn in history) > limits.max_history_chars:
        message = f"此前的对话合计不能超过 {limits.max_history_chars} 个字。"
        raise Problem(422, "history_too_long", message, param=param)
