"""The description of the interface: FastAPI's, with who may call and with real replies as examples.

The examples in ``examples/`` were given by this service over the reports in ``seeds/``; long lists are cut.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from fastapi import FastAPI

from qa.web.guard import is_open
from qa.web.problems import OPENAI_PATHS

FOLDER = Path(__file__).with_name("examples")
DESCRIPTION = """回答关于政府工作报告的问题，每个论断都注明出处；报告没有说的，明说没有。

**错误**都是 `{"error": {"code", "message"}}`：`code` 供程序判断，`message` 给人看。每个回复都带 `X-Request-ID`，
报告问题时请附上。429 和 503 带 `Retry-After`（秒）。

**密钥**：服务设了密钥时，写在 `Authorization: Bearer 密钥` 或 `X-API-Key: 密钥` 里；写在网址里无效。

**流式**：`/v1/ask` 的 `stream` 为 true 时依次返回事件 `evidence`、若干 `token`、最后一个 `answer` 或 `error`；
以冒号开头的行是心跳，可以不理。断开连接即取消作答。
"""
SCHEMES = {
    "bearer": {"type": "http", "scheme": "bearer", "description": "Authorization: Bearer 密钥"},
    "key": {"type": "apiKey", "in": "header", "name": "X-API-Key", "description": "X-API-Key: 密钥"},
}
SECURITY: list[dict[str, list[str]]] = [{"bearer": []}, {"key": []}]
# Which file shows a reply of which operation.
JSON_EXAMPLES = {
    ("post", "/v1/ask"): "ask",
    ("post", "/v1/chat/completions"): "chat",
    ("get", "/v1/models"): "models",
    ("get", "/v1/search"): "search",
    ("get", "/v1/statements"): "statements",
    ("get", "/v1/table"): "table",
    ("get", "/v1/outcomes"): "outcomes",
    ("get", "/v1/mentions"): "mentions",
    ("get", "/v1/indicators"): "indicators",
    ("get", "/v1/reports"): "reports",
    ("get", "/v1/reports/{report_id}"): "report",
    ("get", "/v1/reports/{report_id}/text"): "text",
    ("get", "/v1/reports/{report_id}/summary"): "summary",
    ("get", "/v1/reports/{report_id}/beside/{other_id}"): "beside",
    ("post", "/v1/feedback"): "feedback",
    ("get", "/readyz"): "ready",
}
STREAM_EXAMPLES = {("post", "/v1/ask"): "ask_stream", ("post", "/v1/chat/completions"): "chat_stream"}


class DescribedApp(FastAPI):
    """``keys``: whether the service asks for one."""

    def __init__(self, *, keys: bool, **options: Any) -> None:
        super().__init__(**options)
        self._keys = keys

    def openapi(self) -> dict[str, Any]:
        if self.openapi_schema is None:
            self.openapi_schema = self._described(super().openapi())
        return self.openapi_schema

    def _described(self, document: dict[str, Any]) -> dict[str, Any]:
        document["components"]["securitySchemes"] = SCHEMES
        for path, operations in document["paths"].items():
            for method, operation in operations.items():
                if not is_open(path):
                    # An empty requirement says that it also goes without.
                    operation["security"] = SECURITY if self._keys else [*SECURITY, {}]
                _show(operation, method, path)
        return document


def _show(operation: dict[str, Any], method: str, path: str) -> None:
    status = "201" if "201" in operation["responses"] else "200"
    content = operation["responses"][status]["content"]
    if name := JSON_EXAMPLES.get((method, path)):
        content["application/json"]["example"] = json.loads(_read(f"{name}.json"))
    if name := STREAM_EXAMPLES.get((method, path)):
        content["text/event-stream"] = {"example": _read(f"{name}.txt")}
    if path.startswith(OPENAI_PATHS):
        # FastAPI adds it to every operation; on these paths it is a 400, see problems.reply.
        del operation["responses"]["422"]


def _read(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")
