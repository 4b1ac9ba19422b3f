"""The page of a web archive (MHT): what browsers save a page as when they save it as one file."""

from __future__ import annotations

import email
from email.message import Message

from qa.errors import FileError

_STARTS = (b"MIME-Version:", b"From: ", b"Content-Type: multipart/related", b"Subject: ", b"Snapshot-Content-Location:")


def is_web_archive(data: bytes) -> bool:
    return data.startswith(_STARTS) and b"multipart/related" in data[:4000].lower()


def page_of(data: bytes) -> bytes:
    """The bytes of the page, which stands before its pictures and frames. Raises FileError when there is none."""
    for part in email.message_from_bytes(data).walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            page = _decoded(part)
            if page.strip():
                return page
    raise FileError("是网页存档（MHT），但里面没有网页，请另存为 HTML 后再试")


def _decoded(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""
