"""Bytes to text, whatever the format."""

from __future__ import annotations

from dataclasses import replace

from qa.corpus.decode import decode
from qa.corpus.extracted import Extracted
from qa.corpus.kinds import FileKind, file_kind
from qa.corpus.sandbox import parse
from qa.corpus.webpage import is_web_page, read_web_page


def extract(data: bytes) -> Extracted:
    """Raises FileError for what is no text, in no known encoding, encrypted, damaged or too large."""
    kind = file_kind(data)
    if kind is not FileKind.TEXT:
        return parse(kind, data)
    decoded = decode(data)
    if not is_web_page(decoded.text):
        return Extracted(decoded.text, warnings=decoded.warnings)
    page = read_web_page(decoded.text)
    return replace(page, warnings=(*decoded.warnings, *page.warnings))
