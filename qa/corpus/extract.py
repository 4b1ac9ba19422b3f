"""Bytes to text, whatever the format."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qa.corpus import ocr
from qa.corpus.archive import is_web_archive, page_of
from qa.corpus.decode import decode
from qa.corpus.extracted import Extracted, Removed
from qa.corpus.kinds import FileKind, file_kind
from qa.corpus.noise import RemovedKind
from qa.corpus.sandbox import parse, recognise
from qa.corpus.tables import in_markdown
from qa.corpus.webpage import is_web_page, read_web_page
from qa.errors import FileError

_SHOWN_PAGES = 8


def extract(data: bytes) -> Extracted:
    """Raises FileError for what is no text, in no known encoding, encrypted, damaged or too large."""
    if is_web_archive(data):
        data = page_of(data)
    kind = file_kind(data)
    if kind is not FileKind.TEXT:
        return _recognised(data, parse(kind, data))
    decoded = decode(data)
    if not is_web_page(decoded.text):
        text, heads = in_markdown(decoded.text)
        return Extracted(
            text, warnings=decoded.warnings, removed=tuple(Removed(RemovedKind.TABLE_HEAD, head) for head in heads)
        )
    page = read_web_page(decoded.text)
    return replace(page, warnings=(*decoded.warnings, *page.warnings))


def _recognised(data: bytes, found: Extracted) -> Extracted:
    """``found``, its pages without a text layer recognised where the extra for it is installed."""
    if found.unread and ocr.is_available():
        found = recognise(data, len(found.unread))
    if found.pages and not found.text.strip() and not found.removed:
        why = f"没有文字层（可能是扫描件），{_cure()}" if found.unread else "都是空白的或无法打开"
        raise FileError(f"PDF 共 {len(found.pages)} 页，{why}")
    return replace(found, warnings=(*_told(found), *found.warnings))


def _told(found: Extracted) -> tuple[str, ...]:
    told = []
    if found.recognised:
        told.append(f"第 {_numbers(found.recognised)} 页是识别文字，请核对原件")
    if found.doubtful:
        told.append(f"第 {_numbers(found.doubtful)} 页的阅读顺序拿不准，其中的句子不作为依据引用，请核对原件")
    if found.unread:
        told.append(f"第 {_numbers(found.unread)} 页没有文字层，这 {len(found.unread)} 页没有收录，{_cure()}")
    return tuple(told)


def _cure() -> str:
    return f"没有识别出文字（一份文件最多识别 {ocr.MAX_PAGES} 页）" if ocr.is_available() else ocr.MISSING


def _numbers(pages: Sequence[int]) -> str:
    return "、".join(map(str, pages[:_SHOWN_PAGES])) + ("等" if len(pages) > _SHOWN_PAGES else "")
