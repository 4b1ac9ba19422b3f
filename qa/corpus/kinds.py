"""What a file is, by its bytes; names and declared types count for nothing."""

from __future__ import annotations

import io
import re
import zipfile
from enum import StrEnum

from qa.errors import FileError


class FileKind(StrEnum):
    TEXT = "text"
    PDF = "pdf"
    DOCX = "docx"


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# The name of the stream that holds an encrypted DOCX, as OLE folders write it.
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_LEADING_JUNK = re.compile(rb"\A[^%]{0,1016}%PDF-\d", re.S)
_WORD = "word/document.xml"
_OTHER_OFFICE = (
    ("xl/", "Excel 表格"),
    ("ppt/", "PowerPoint 演示文稿"),
    ("OFD.xml", "OFD 版式文件"),
    ("META-INF/container.xml", "EPUB 电子书"),
    ("content.xml", "OpenDocument 文档"),
)


def file_kind(data: bytes) -> FileKind:
    """Raises FileError naming what it is and the cure for known formats that cannot be read."""
    if _LEADING_JUNK.match(data):
        return FileKind.PDF
    if data.startswith(_OLE):
        raise FileError(_ole_message(data))
    if data.startswith(b"{\\rtf"):
        raise FileError("是 RTF 文档，请另存为 DOCX 后再试")
    return _zip_kind(data) if data.startswith((b"PK\x03\x04", b"PK\x05\x06")) else FileKind.TEXT


def _ole_message(data: bytes) -> str:
    if _ENCRYPTED in data:
        return "是加密的 Office 文档，请去掉密码后再试"
    return "是旧版 Office 文档（DOC、WPS 等），请另存为 DOCX 后再试"


def _zip_kind(data: bytes) -> FileKind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as exc:
        raise FileError("是损坏的压缩包或 Office 文档") from exc
    if _WORD in names or any(re.fullmatch(r"word/document\d*\.xml", name) for name in names):
        return FileKind.DOCX
    kind = next((label for start, label in _OTHER_OFFICE if any(name.startswith(start) for name in names)), "压缩包")
    raise FileError(f"是{kind}，请另存为 DOCX 或 PDF 后再试")
