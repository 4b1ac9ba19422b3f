"""The same paragraphs as a PDF, a DOCX, a web page: what users bring, made by other libraries than those that read it."""

from __future__ import annotations

import base64
import io
import quopri
from collections.abc import Sequence
from email.mime.image import MIMEImage
from email.mime.multipart import MIMEMultipart
from email.mime.nonmultipart import MIMENonMultipart
from email.policy import SMTP
from html import escape
from typing import Any

from docx import Document
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

COLUMNS, ROWS, SIZE, LEFT = 28, 22, 16, 72
#: Marks that may not begin a line: layout programs squeeze them into the one before.
_HANGING = "，。、；：！？）》”%"

REVIEW = "过去一年，全市地区生产总值增长8.3%，一般公共预算收入完成96.4亿元，各项事业取得新的进步。"
PARAGRAPHS = [
    "临沂市2013年政府工作报告",
    "各位代表：",
    "一、2012年工作回顾",
    REVIEW * 6,
    "二、2013年工作任务",
    REVIEW * 6,
]


def wrapped(paragraph: str) -> list[str]:
    """Lines of 28 characters, the first set in by two."""
    lines, line = [], "\u3000\u3000"
    for char in paragraph:
        if len(line) >= COLUMNS and char not in _HANGING:
            lines.append(line)
            line = ""
        line += char
    return [*lines, line]


def make_pdf(
    paragraphs: Sequence[str], *, footer: str = "— {} —", header: str = "", encrypt: Any = None, rows: int = ROWS
) -> bytes:
    """Pages of ``rows`` lines with ``header`` above and ``footer`` (the page number in it) below."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    lines = [line for paragraph in paragraphs for line in wrapped(paragraph)]
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, encrypt=encrypt)
    for number, start in enumerate(range(0, len(lines), rows), start=1):
        if header:
            canvas.setFont("STSong-Light", 9)
            canvas.drawCentredString(A4[0] / 2, A4[1] - 40, header)
        canvas.setFont("STSong-Light", SIZE)
        for row, line in enumerate(lines[start : start + rows]):
            indent = 2 * SIZE if line.startswith("\u3000\u3000") else 0
            canvas.drawString(LEFT + indent, A4[1] - 80 - row * 28, line.strip("\u3000"))
        if footer:
            canvas.drawCentredString(A4[0] / 2, 40, footer.format(number))
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def make_docx(paragraphs: Sequence[str]) -> bytes:
    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    return saved(document)


def saved(document: Any) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


MENU = "".join(
    f"<li><a href='/{word}'>{word}</a></li>" for word in ("首页", "新闻中心", "政务公开", "互动交流", "走进本市")
)
NEWS = "".join(f"<li><a href='/n{i}'>市长主持召开第{i}次会议，研究部署重点工作</a></li>" for i in range(9))


def make_page(body: str, *, title: str = "某某市人民政府", head: str = "") -> str:
    """A page of a government site around ``body``."""
    return (
        f"<!DOCTYPE html>\n<html><head><meta charset='gb2312'><title>{title}</title><style>.gone{{display:none}}</style>{head}</head>\n"
        f"<body><div class='top'><ul>{MENU}</ul></div><div class='wrap'>{body}</div>"
        f"<div class='side'><h3>相关新闻</h3><ul>{NEWS}</ul></div>"
        "<div class='foot'>版权所有：某某市人民政府办公室 <a href='/map'>网站地图</a> ICP备12345678号</div>"
        "<script>var tracker = '统计代码';</script></body></html>"
    )


def make_mht(page: str, charset: str = "utf-8", transfer: str = "quoted-printable") -> bytes:
    """``page`` as a browser saves it in one file, with a picture behind it."""
    archive = MIMEMultipart("related", type="text/html")
    archive["Subject"] = "report"
    archive["Snapshot-Content-Location"] = "http://www.example.invalid/report.html"
    part = MIMENonMultipart("text", "html", charset=charset)
    data = page.encode(charset)
    part.set_payload(
        (quopri.encodestring(data) if transfer == "quoted-printable" else base64.encodebytes(data)).decode()
    )
    part["Content-Transfer-Encoding"] = transfer
    archive.attach(part)
    archive.attach(MIMEImage(b"\x89PNG\r\n\x1a\n", "png"))
    return archive.as_bytes(policy=SMTP)


def make_html(paragraphs: Sequence[str]) -> str:
    body = "".join(f"<p style='text-indent:2em'><span>{escape(paragraph)}</span></p>\n" for paragraph in paragraphs)
    return make_page(f"<div id='zoom'>{body}</div>")
