import random

import opencc
import pytest

from qa.corpus.decode import decode
from qa.errors import FileError

TEXT = (
    "各位代表：现在，我代表市人民政府向大会报告工作，请予审议。二〇一九年，全市地区生产总值增长7.2%，"
    "一般公共预算收入完成128.6亿元，城镇新增就业5.1万人，人民生活水平进一步提高。\n朱镕基、㛃、𬭎都要保住。\n"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_every_encoding_gives_the_same_text_back(encoding: str) -> None:
    decoded = decode(TEXT.encode(encoding))
    assert decoded.text == TEXT
    assert decoded.warnings == ()


def test_big5_of_traditional_text() -> None:
    traditional = opencc.OpenCC("s2t").convert(
        "全市地区生产总值增长百分之七，人民生活进一步改善，经济运行总体平稳。" * 2
    )
    decoded = decode(traditional.encode("big5"))
    assert decoded.text == traditional
    assert decoded.encoding == "big5hkscs"


def test_hz() -> None:
    text = "全市经济稳步发展，人民生活改善。\n"
    assert decode(text.encode("hz")).text == text


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16-le", "utf-16-be", "utf-8"])
def test_short_snippets_are_right_or_called_uncertain(encoding: str) -> None:
    chooser = random.Random(7)
    plain = TEXT.split("朱")[0].replace("\n", "")
    for _ in range(100):
        start = chooser.randrange(len(plain) - 10)
        snippet = plain[start : start + 10]
        decoded = decode(snippet.encode(encoding))
        assert decoded.text == snippet or decoded.warnings


def test_one_bad_byte_is_kept_with_its_place() -> None:
    data = bytearray((TEXT * 40).encode())
    data[500] ^= 0x40
    decoded = decode(bytes(data))
    assert decoded.encoding == "utf-8"
    assert 1 <= decoded.text.count("\ufffd") <= 3
    assert "无法识别" in decoded.warnings[0]


def test_one_bad_byte_in_gbk_is_not_a_reason_to_drop_text() -> None:
    data = bytearray((TEXT.split("朱")[0] * 40).encode("gb18030"))
    data[100:101] = b"\xff"
    decoded = decode(bytes(data))
    assert decoded.encoding == "gb18030"
    assert decoded.text.count("报告工作") >= 39


def test_mixed_file_is_read_line_by_line_with_a_warning() -> None:
    first = "全市地区生产总值增长百分之七，财政收入增长百分之五。\n" * 5
    second = "城镇登记失业率控制在百分之四以内，居民收入继续提高。\n" * 5
    decoded = decode(first.encode() + second.encode("gb18030"))
    assert decoded.text == first + second
    assert "混用" in decoded.warnings[0]


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n" + bytes(200),
        b"\x7fELF" + bytes(100),
        b"PK\x03\x04" + bytes(50),
        b"%PDF-1.7\n" + bytes(50),
        bytes(range(32)) * 30,
    ],
)
def test_binary_is_refused(data: bytes) -> None:
    with pytest.raises(FileError, match="不是文本"):
        decode(data)


def test_random_bytes_are_refused() -> None:
    with pytest.raises(FileError):
        decode(random.Random(3).randbytes(4000))


def test_empty_is_empty() -> None:
    assert decode(b"").text == ""
    assert decode(b"\xef\xbb\xbf").text == ""
