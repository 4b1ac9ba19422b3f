"""What goes wrong in a request, in one shape and in Chinese; never a word of the caller's input.

A Problem is an HTTPException because FastAPI lets only those through while it reads a body.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping, Sequence
from typing import Any

from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import Scope

from qa.errors import InputError, ModelError, QAError, StoreError, StoreMissing, StoreUnavailable

RETRY_AFTER_SECONDS = 5
CLIENT_CLOSED = 499  # nginx's status for a client that left; nobody reads it but the log and the metrics
MAX_LISTED = 5

log = logging.getLogger("qa.web")


class Problem(HTTPException):
    """``message`` is one Chinese sentence; ``param`` names the field at fault where there is one."""

    def __init__(
        self,
        status: int,
        code: str,
        message: str,
        *,
        param: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(status_code=status, detail=message, headers=dict(headers or {}))
        self.code = code
        self.message = message
        self.param = param

    def to_json(self) -> str:
        return json.dumps({"error": {"code": self.code, "message": self.message}}, ensure_ascii=False)

    def to_openai_json(self) -> str:
        """The same with what OpenAI's clients look for besides."""
        kind = "invalid_request_error" if self.status_code < 500 else "server_error"
        error = {"message": self.message, "type": kind, "param": self.param, "code": self.code}
        return json.dumps({"error": error}, ensure_ascii=False)


def _retry(status: int, code: str, message: str, seconds: int = RETRY_AFTER_SECONDS) -> Problem:
    return Problem(status, code, message, headers={"Retry-After": str(seconds)})


def overloaded() -> Problem:
    return _retry(503, "overloaded", "提问的人太多，请稍后再试。")


def stopping() -> Problem:
    return _retry(503, "stopping", "服务正在停止，请稍后再试。")


def rate_limited(seconds: int) -> Problem:
    return _retry(429, "rate_limited", f"请求过于频繁，请 {seconds} 秒后再试。", seconds)


def no_key() -> Problem:
    """The same whatever was wrong with the key, or when there was none."""
    headers = {"WWW-Authenticate": "Bearer"}
    return Problem(
        401, "invalid_api_key", "缺少有效的 API 密钥（Authorization: Bearer 或 X-API-Key）。", headers=headers
    )


def client_closed() -> Problem:
    return Problem(CLIENT_CLOSED, "client_closed", "客户端已断开。")


def internal(request_id: str) -> Problem:
    return Problem(500, "internal", f"服务内部出错，请把请求编号 {request_id} 告诉管理员。")


def of_error(error: QAError) -> Problem | None:
    """The problem a reader may see; None when the error is none of the reader's business."""
    if isinstance(error, InputError):
        return Problem(422, "invalid_request", str(error))
    if isinstance(error, StoreMissing):
        return _retry(503, "store_missing", "资料库还没有建立，请联系管理员。")
    if isinstance(error, StoreUnavailable):
        return _retry(503, "store_unavailable", str(error))
    if isinstance(error, StoreError):
        return _retry(503, "store_unavailable", "资料库暂时不可用，请稍后再试。")
    if isinstance(error, ModelError):
        return _retry(503, "model_unavailable", "模型暂时不可用，请稍后再试。")
    return None


OPENAI_PATHS = ("/v1/chat/completions", "/v1/models")


def reply(problem: Problem, scope: Scope) -> Response:
    """In OpenAI's format on OpenAI's paths, where a request that does not validate is a 400.

    The code is left in the request's state for those who count.
    """
    scope["state"]["problem"] = problem.code
    openai = scope["path"].startswith(OPENAI_PATHS)
    return Response(
        problem.to_openai_json() if openai else problem.to_json(),
        status_code=400 if openai and problem.status_code == 422 else problem.status_code,
        headers=problem.headers,
        media_type="application/json",
    )


def of_exception(exc: Exception, request_id: str) -> Problem:
    """The problem to tell the reader of whatever went wrong; what the reader may not see goes to the log."""
    if isinstance(exc, Problem):
        return exc
    if isinstance(exc, QAError) and (problem := of_error(exc)):
        log.warning("request failed", extra={"error": type(exc).__name__, "request_id": request_id})
        return problem
    log.error("unexpected error", exc_info=exc, extra={"request_id": request_id})
    return internal(request_id)


_BY_STATUS = {
    400: ("bad_request", "请求格式有误。"),
    404: ("not_found", "没有这个地址。"),
    405: ("method_not_allowed", "这个地址不支持该请求方法。"),
    413: ("body_too_large", "请求体过大。"),
}


def of_http_exception(exc: HTTPException) -> Problem:
    """Starlette's own exceptions; their English detail is dropped."""
    code, message = _BY_STATUS.get(exc.status_code, ("http_error", "请求无法处理。"))
    return Problem(exc.status_code, code, message, headers=exc.headers)


# Messages for pydantic's error types (https://docs.pydantic.dev/latest/errors/validation_errors/); the
# placeholders are filled from the error's context, which holds the schema's limits and never the input.
_MESSAGES = {
    "extra_forbidden": "含有不认识的字段",
    "string_type": "应为字符串",
    "string_unicode": "含有无法识别的字符",
    "string_too_long": "不能超过 {max_length} 个字",
    "string_too_short": "不能少于 {min_length} 个字",
    "int_type": "应为整数",
    "int_parsing": "应为整数",
    "int_parsing_size": "数值过大",
    "int_from_float": "应为整数",
    "float_type": "应为数值",
    "finite_number": "应为有限数值",
    "bool_type": "应为 true 或 false",
    "list_type": "应为数组",
    "dict_type": "应为 JSON 对象",
    "model_type": "应为 JSON 对象",
    "model_attributes_type": "应为 JSON 对象（Content-Type: application/json）",
    "greater_than_equal": "不能小于 {ge}",
    "less_than_equal": "不能大于 {le}",
    "too_long": "不能超过 {max_length} 项",
    "too_short": "不能少于 {min_length} 项",
    "literal_error": "只能是 {expected}",
    "enum": "只能是 {expected}",
}
OWN = "own_"


def of_validation(errors: Sequence[Mapping[str, Any]]) -> Problem:
    """One problem for all that pydantic found. Errors of our validators (``own_<code>``) keep code and text."""
    for error in errors:
        if error["type"].startswith(OWN):
            return Problem(422, error["type"].removeprefix(OWN), error["msg"], param=_field(error))
    listed = "；".join(dict.fromkeys(_sentence(error) for error in errors[:MAX_LISTED]))
    return Problem(422, "invalid_request", f"请求有误：{listed}。", param=_field(errors[0]) if errors else None)


def _sentence(error: Mapping[str, Any]) -> str:
    field = _field(error)
    if error["type"] == "missing":
        return f"缺少 {field or '请求体'}"
    text = _MESSAGES.get(error["type"], "不符合要求").format_map(error.get("ctx") or {}).replace(" or ", " 或 ")
    return f"{field} {text}" if field else f"请求体{text}"


def _field(error: Mapping[str, Any]) -> str | None:
    """Path of the field in the schema; an unknown field's name is input, so its parent is named."""
    path = error["loc"][1:-1] if error["type"] == "extra_forbidden" else error["loc"][1:]
    # Parts that are no names are pydantic's own marks for the members of a union.
    return ".".join(str(part) for part in path if isinstance(part, int) or part.isidentifier()) or None
