"""``/docs``: the description of the interface as a page one can try things on; nothing is loaded from elsewhere."""

from __future__ import annotations

from functools import partial
from importlib import resources
from pathlib import Path

from fastapi import APIRouter, Response
from fastapi.responses import FileResponse

from qa.web.problems import Problem

# Addresses are relative, so that the page also works below a proxy's path.
PAGE = """<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>政府工作报告问答：接口说明</title>
<link rel="stylesheet" href="docs/swagger-ui.css">
</head>
<body>
<div id="docs"></div>
<noscript>本页需要 JavaScript；接口说明的原文在 <a href="openapi.json">openapi.json</a>。</noscript>
<script src="docs/swagger-ui-bundle.js"></script>
<script src="docs/start.js"></script>
</body>
</html>
"""
# validatorUrl: by default Swagger UI sends the description to a validator on the internet.
START = """SwaggerUIBundle({
  url: "openapi.json",
  dom_id: "#docs",
  deepLinking: true,
  defaultModelsExpandDepth: 0,
  validatorUrl: null,
});
"""
FILES = {"swagger-ui.css": "text/css", "swagger-ui-bundle.js": "text/javascript"}
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


class DocsRoutes:
    def __init__(self) -> None:
        self._folder = Path(str(resources.files("fastapi_offline"))) / "static"

    def add_to(self, router: APIRouter) -> None:
        add = partial(router.add_api_route, methods=["GET"], include_in_schema=False)
        add("/docs", self.page)
        add("/docs/start.js", self.start)
        add("/docs/{name}", self.file)

    async def page(self) -> Response:
        return Response(PAGE, media_type="text/html", headers=HEADERS)

    async def start(self) -> Response:
        return Response(START, media_type="text/javascript", headers=HEADERS)

    async def file(self, name: str) -> Response:
        if name not in FILES:
            raise Problem(404, "not_found", "没有这个地址。")
        return FileResponse(self._folder / name, media_type=FILES[name], headers=HEADERS)
