"""Bytes to text: the bytes decide, never the name or a declared charset; nothing is dropped silently."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from qa.errors import FileError

BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
MAGIC = (
    (b"\x7fELF", "程序"),
    (b"MZ\x90", "程序"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
    (b"PK\x03\x04", "压缩包或 Office 文档"),
    (b"\x1f\x8b", "压缩包"),
    (b"Rar!", "压缩包"),
    (b"7z\xbc\xaf", "压缩包"),
    (b"%PDF", "PDF"),
    (b"\xd0\xcf\x11\xe0", "旧版 Office 文档"),
    (b"SQLite format 3", "数据库"),
)
CANDIDATES = ("gb18030", "big5hkscs", "utf-16-le", "utf-16-be")
# Characters that together make up about a third of any Chinese official text, simplified and traditional.
FREQUENT = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
    "十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形"
    "相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展"
    "五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战"
    "先回则任取据处府研增收务保市场投标项推设划促积改善济优镇乡村企财税环境"
    "這為個國來時們會對發動種後學經過說產進電實體機業從應開還關結問題變軍條務設線無總統領導實際質與報農鄉鎮環財稅優場劃積濟"
)
BAD_SHARE = 1 / 500
UNCERTAIN = 0.12
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
MIN_TELLING_BYTES = 6


@dataclass(frozen=True, slots=True)
class Decoded:
    text: str
    encoding: str
    warnings: tuple[str, ...] = ()


def decode(data: bytes) -> Decoded:
    """Text of ``data``. Raises FileError for binary data and for bytes that are text in no known encoding."""
    _reject_magic(data)
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return _with_bom(data, encoding)
    decoded = _utf8(data) or _hz(data) or _mixed(data) or _best_candidate(data)
    if _control_share(decoded.text) > 0.02:
        raise FileError("内容是二进制数据，不是文本")
    return decoded


def _reject_magic(data: bytes) -> None:
    for magic, kind in MAGIC:
        if data.startswith(magic):
            raise FileError(f"内容是{kind}，不是文本")


def _with_bom(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, errors="replace")
    return Decoded(text, encoding, _bad_warnings(text))


def _bad_warnings(text: str) -> tuple[str, ...]:
    count = text.count("\ufffd")
    return (f"有 {count} 处字节无法识别，第一处在第 {text.index(chr(0xFFFD)) + 1} 个字符",) if count else ()


def _utf8(data: bytes) -> Decoded | None:
    """UTF-8, also with a few damaged bytes: a long valid text is not UTF-8 by accident."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("utf-8", errors="replace")
        # The second half of a mixed file shows as many bad bytes; a damaged one as few.
        if text.count("\ufffd") > max(1, len(text) * BAD_SHARE) or _frequent_share(text) < UNCERTAIN:
            return None
        return Decoded(text, "utf-8", _bad_warnings(text))
    return None if "\x00" in text or _is_hz(text) else Decoded(text, "utf-8", _bad_warnings(text))


def _is_hz(text: str) -> bool:
    return text.isascii() and text.count("~{") > 0 and text.count("~{") == text.count("~}")


def _hz(data: bytes) -> Decoded | None:
    if not (data.isascii() and _is_hz(data.decode("ascii"))):
        return None
    try:
        return Decoded(data.decode("hz"), "hz")
    except UnicodeDecodeError:
        return None


def _mixed(data: bytes) -> Decoded | None:
    """A file put together from UTF-8 and GBK pieces, decoded line by line."""
    lines = data.splitlines(keepends=True)
    telling = [line for line in lines if sum(byte > 0x7F for byte in line) >= MIN_TELLING_BYTES]
    valid = sum(_valid(line, "utf-8") for line in telling)
    if not telling or not 0.05 <= valid / len(telling) < 1 or b"\x00" in data:
        return None
    text = "".join(_line(line) for line in lines)
    if _frequent_share(text) < UNCERTAIN:
        return None
    return Decoded(
        text, "utf-8+gb18030", ("文件混用了 UTF-8 与 GB18030 两种编码，已逐行识别，请核对", *_bad_warnings(text))
    )


def _valid(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _line(line: bytes) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError as exc:
        # The line where one piece ends and the other begins is UTF-8 up to the first bad byte.
        tail = line[exc.start :]
        return line[: exc.start].decode("utf-8") + tail.decode(
            "gb18030" if _valid(tail, "gb18030") else "utf-8", "replace"
        )


def _best_candidate(data: bytes) -> Decoded:
    score, text, encoding = max(_candidates(data), key=lambda candidate: candidate[0])
    if score < 0.2:
        raise FileError("内容是二进制数据或编码无法识别，不是文本")
    warnings = _bad_warnings(text)
    if _frequent_share(text) < UNCERTAIN:
        warnings = (f"编码不能确定，按 {encoding} 读取，请核对", *warnings)
    return Decoded(text, encoding, warnings)


def _candidates(data: bytes) -> Iterator[tuple[float, str, str]]:
    for encoding in CANDIDATES:
        text = data.decode(encoding, errors="replace")
        penalty = 20 * text.count("\ufffd") / max(1, len(text)) + 20 * _control_share(text)
        yield _frequent_share(text) + _usual_share(text) - penalty, text, encoding


def _frequent_share(text: str) -> float:
    """Share of the most frequent hanzi among all characters beyond ASCII; about 0.3 to 0.5 in Chinese text."""
    return _share(text, FREQUENT)


def _usual_share(text: str) -> float:
    return _share(text, _usual_characters())


def _share(text: str, characters: frozenset[str]) -> float:
    counts = Counter(text)
    beyond = sum(count for char, count in counts.items() if char > "\x7f")
    return sum(counts[char] for char in counts.keys() & characters) / beyond if beyond else 0.0


@cache
def _usual_characters() -> frozenset[str]:
    """First level of GB 2312 (3,755 hanzi in use) and of Big5 (5,401), and Chinese punctuation."""
    gb2312 = bytes(byte for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF) for byte in (row, cell))
    cells = (*range(0x40, 0x7F), *range(0xA1, 0xFF))
    big5 = bytes(byte for row in range(0xA4, 0xC7) for cell in cells for byte in (row, cell))
    levels = gb2312.decode("gb2312", errors="replace") + big5.decode("big5", errors="replace")
    return frozenset(levels) - {"\ufffd"} | frozenset("，。、；：？！“”‘’（）《》—…％\u3000")


def _control_share(text: str) -> float:
    return sum(1 for _ in CONTROL.finditer(text)) / len(text) if text else 0.0
