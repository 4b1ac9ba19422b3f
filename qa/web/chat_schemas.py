"""OpenAI's chat completions on the wire (https://platform.openai.com/docs/api-reference/chat), and our extra fields.

Rule for its parameters: those that tune how a model writes are checked and have no effect, since answers are
checked against the reports; those that ask for another kind of reply are refused. What only offers more than an answer
(``tools`` with the choice left open) and what else clients send, each vendor's in its own words, is not looked at, as
everywhere in this protocol; what of it could change what is meant is named in the reply's header.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    ValidationInfo,
    ValidatorFunctionWrapHandler,
    field_validator,
)
from pydantic_core import PydanticCustomError

from qa.records import RefusalReason
from qa.web.inputs import MAX_TOP_K, CleanText, FiltersIn
from qa.web.problems import OWN
from qa.web.schemas import CitationOut

MODEL = "gov-report-qa"


_UNSET: tuple[Any, ...] = (None, False, [], {})


def _refused(value: Any) -> Any:
    if value not in _UNSET:
        raise PydanticCustomError(f"{OWN}unsupported_parameter", "不支持这个参数。")
    return value


def _left_open(value: Any) -> Any:
    mode = value
    if isinstance(value, dict) and value.get("type") == "allowed_tools":
        mode = value.get("allowed_tools", value)
        mode = mode.get("mode") if isinstance(mode, dict) else mode
    if mode not in (*_UNSET, "none", "auto"):
        message = "本服务只根据报告作答，不调用工具；请用 auto 或 none，或去掉这个参数。"
        raise PydanticCustomError(f"{OWN}unsupported_parameter", message)
    return value


Refused = Annotated[Any, AfterValidator(_refused), Field(description="不支持，给出即报错")]
Ignored = Annotated[Any, Field(description="接受但不起作用")]
Offered = Annotated[Any, Field(description="接受但不用；给出时回复头 X-Ignored-Parameters 里写明")]
Choice = Annotated[
    Any, AfterValidator(_left_open), Field(description="auto、none 接受而不用工具；required 或指定某个工具报错")
]
#: What clients and vendors send besides that tunes how a model writes or keeps their books, and changes no meaning.
_HARMLESS = frozenset(
    "best_of cache_control cache_salt chat_id chat_template_kwargs conversation_id do_sample echo enable_thinking extra_body "
    "features frequency_penalty id ignore_eos include_reasoning incremental_output keep_alive length_penalty max_length "
    "max_new_tokens min_p min_tokens mirostat mirostat_eta mirostat_tau model_item num_beams num_ctx num_predict options "
    "output_reasoning prompt_cache_retention reasoning reasoning_format reasoning_split repeat_last_n repeat_penalty "
    "repetition_penalty request_id result_format seed session_id skip_special_tokens split_reasoning stop_token_ids "
    "stream_usage task tfs_z thinking thinking_budget thinking_config title top_a typical_p use_cache".split()
)
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_.-]{0,39}")
_MOST_NAMED = 10


class _Body(BaseModel):
    """不认识的字段不理会。"""

    model_config = ConfigDict(extra="ignore", strict=True, frozen=True)


class PartIn(_Body):
    type: str = Field(description="text；别的（如 image_url）不读，问题里不能有")
    text: CleanText = Field("", description="文字")


class MessageIn(_Body):
    """一条消息。工具的消息（tool、function）不读。"""

    role: Literal["system", "developer", "user", "assistant", "tool", "function"] = Field(description="说话人")
    content: CleanText | list[PartIn] | None = Field(None, description="文字，或片段的数组")

    @field_validator("content", mode="wrap")
    @classmethod
    def _of_tools_is_not_read(cls, value: Any, check: ValidatorFunctionWrapHandler, info: ValidationInfo) -> Any:
        # A program's output may hold what no reader types, and answers rest on the reports alone.
        return None if info.data.get("role") in ("tool", "function") else check(value)

    @property
    def text(self) -> str:
        if isinstance(self.content, list):
            return "\n".join(part.text for part in self.content if part.type == "text")
        return self.content or ""

    @property
    def is_text(self) -> bool:
        return not isinstance(self.content, list) or all(part.type == "text" for part in self.content)


class StreamOptions(_Body):
    include_usage: bool = Field(False, description="true：最后多一块 usage")
    include_obfuscation: Ignored = None


class TextFormat(_Body):
    type: Literal["text"]


class ChatIn(_Body):
    """最后一条消息是问题，须由 user 所说；更早的是对话历史，过长时只取最近的。"""

    model_config = ConfigDict(
        extra="allow",
        json_schema_extra={
            "additionalProperties": True,
            "examples": [{"model": MODEL, "messages": [{"role": "user", "content": "河北省2023年经济增长多少？"}]}],
        },
    )
    model: str = Field(max_length=200, description="模型名，见 /v1/models", examples=[MODEL])
    messages: list[MessageIn] = Field(min_length=1, description="对话")
    stream: bool | None = Field(None, description="true：以 SSE 逐步返回已核对的答案")
    stream_options: StreamOptions | None = Field(None, description="流式选项")
    filters: FiltersIn = Field(FiltersIn(), description="扩展字段：检索范围，同 /v1/ask")
    top_k: int | None = Field(
        None, description=f"扩展字段：返回的段落数，1 到 {MAX_TOP_K}；之外的是别家的采样参数，不起作用"
    )
    footnotes: bool = Field(True, description="扩展字段：false 则不在文中附引用脚注")

    n: Literal[1] | None = Field(None, description="只能是 1")
    temperature: float | None = Field(None, ge=0, le=2, description="接受但不起作用")
    top_p: float | None = Field(None, ge=0, le=1, description="接受但不起作用")
    max_tokens: int | None = Field(None, ge=1, description="接受但不起作用")
    max_completion_tokens: int | None = Field(None, ge=1, description="接受但不起作用")
    presence_penalty: float | None = Field(None, ge=-2, le=2, description="接受但不起作用")
    frequency_penalty: float | None = Field(None, ge=-2, le=2, description="接受但不起作用")
    seed: Ignored = None
    stop: Ignored = None
    user: Ignored = None
    metadata: Ignored = None
    store: Ignored = None
    logit_bias: Ignored = None
    service_tier: Ignored = None
    reasoning_effort: Ignored = None
    verbosity: Ignored = None
    safety_identifier: Ignored = None
    prompt_cache_key: Ignored = None
    parallel_tool_calls: Ignored = None

    prediction: Ignored = None

    tools: Offered = None
    functions: Offered = None
    web_search_options: Offered = None
    tool_choice: Choice = None
    function_call: Choice = None
    logprobs: Refused = None
    top_logprobs: Refused = None
    audio: Refused = None
    response_format: TextFormat | None = Field(None, description="只支持文字")
    modalities: list[Literal["text"]] | None = Field(None, description="只支持文字")

    @property
    def passages(self) -> int | None:
        return self.top_k if self.top_k is not None and 1 <= self.top_k <= MAX_TOP_K else None

    @property
    def ignored(self) -> tuple[str, ...]:
        """The names of what was given and not looked at, though it may have meant something."""
        offered = {"tools": self.tools, "functions": self.functions, "web_search_options": self.web_search_options}
        unknown = {name: value for name, value in (self.model_extra or {}).items() if name not in _HARMLESS}
        # Names are the caller's words: only plain ones go into a header.
        given = [name for name, value in (offered | unknown).items() if value not in _UNSET and _NAME.fullmatch(name)]
        return tuple(given[:_MOST_NAMED])


class _Out(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class OpenAIErrorBody(_Out):
    message: str = Field(description="给人看的说明", examples=["缺少有效的 API 密钥。"])
    type: Literal["invalid_request_error", "server_error"] = Field(description="请求有误，或服务出错")
    param: str | None = Field(description="有误的参数")
    code: str = Field(description="错误代码，供程序判断", examples=["invalid_api_key"])


class OpenAIErrorOut(_Out):
    """这些地址上的错误与 OpenAI 的格式相同。"""

    error: OpenAIErrorBody = Field(description="错误")


class UsageOut(_Out):
    """这次回答在对话模型那里用去的词元；没有用模型的为 0。"""

    prompt_tokens: int = Field(description="模型读的词元")
    completion_tokens: int = Field(description="模型写的词元")
    total_tokens: int = Field(description="两者之和")
    estimated: bool = Field(description="模型的服务器没有说用了多少，按字数估计")
    cached: bool = Field(description="模型的话是先前留下的，没有再用词元")


class MessageOut(_Out):
    role: Literal["assistant"] = "assistant"
    content: str = Field(description="答案与脚注")
    refusal: None = Field(None, description="恒为空；不答与否见 refused")


class ChoiceOut(_Out):
    index: int = Field(0, description="恒为 0")
    message: MessageOut = Field(description="回复的消息")
    finish_reason: Literal["stop"] = "stop"
    logprobs: None = Field(None, description="恒为空")


class Extras(_Out):
    """OpenAI 之外的字段。流式时随带 finish_reason 的那一块返回。"""

    citations: list[CitationOut] = Field(description="引用，文中写作 [1]")
    answer_id: str | None = Field(description="回答编号，反馈时用；前端要的标题等不是回答，为空")
    refused: bool = Field(description="是否因报告未说而不答")
    refusal_reason: RefusalReason | None = Field(description="不答的原因")


class ChatOut(Extras):
    id: str = Field(description="回复编号")
    object: Literal["chat.completion"] = "chat.completion"
    created: int = Field(description="时间，Unix 秒")
    model: str = Field(MODEL, description="模型名")
    choices: list[ChoiceOut] = Field(description="只有一项")
    usage: UsageOut = Field(description="用量")


class ModelOut(_Out):
    id: str = Field(MODEL, description="模型名")
    object: Literal["model"] = "model"
    created: int = Field(description="服务启动时间，Unix 秒")
    owned_by: str = Field(MODEL, description="提供者")


class ModelsOut(_Out):
    object: Literal["list"] = "list"
    data: list[ModelOut] = Field(description="只有一项")
