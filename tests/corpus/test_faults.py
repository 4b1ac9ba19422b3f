"""Files that nobody wants: rows of the list of faults in docs/reports.md that no other module tests."""

from __future__ import annotations

import random
import time
from pathlib import Path

import opencc
import pytest

from qa.corpus import Corpus, read_reports
from qa.corpus.clean import clean
from qa.corpus.decode import decode
from qa.corpus.extract import extract
from qa.corpus.split import split
from qa.index.lexical import LexicalIndex
from qa.words import Words
from tests.corpus.test_properties import made as made_from
from tests.corpus.test_read import made

LONG = "全市地区生产总值增长7.2%，一般公共预算收入完成128.6亿元，城镇新增就业5.1万人，人民生活水平进一步提高。"


def read(folder: Path) -> Corpus:
    return read_reports([folder], passage_chars=260)


@pytest.mark.parametrize("declared", ["<meta charset='utf-8'>\n", "---\nencoding: utf-8\n---\n", "charset=utf-8\n"])
def test_a_declared_encoding_is_not_believed(tmp_path: Path, declared: str) -> None:
    text = f"{declared}{made('珠海市', 2015)}"
    (tmp_path / "utf-8.txt").write_bytes(text.encode("gb18030"))
    (report,) = read(tmp_path).reports
    assert report.place == "珠海市" and "居民收入稳步提高" in report.text and "\ufffd" not in report.text


def test_a_bad_byte_in_a_megabyte_is_told_with_its_place() -> None:
    text = LONG * 7000
    data = bytearray(text.encode())
    data[600_001] = 0xFF
    decoded = decode(bytes(data))
    assert decoded.encoding == "utf-8"
    assert 1 <= decoded.text.count("\ufffd") <= 3 and len(decoded.text) >= len(text) - 2
    offset = decoded.text.index("\ufffd") + 1
    assert f"第 {offset} 个字符" in decoded.warnings[0]


@pytest.mark.parametrize("data", [b"", b" \n\t\n", b"\xef\xbb\xbf", b"\xff\xfe", "　　".encode(), "一".encode(), b"1"])
def test_nothing_to_read_is_a_reason_not_an_error(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    (tmp_path / "b.txt").write_text(made("珠海市", 2015), encoding="utf-8")
    corpus = read(tmp_path)
    assert len(corpus.reports) == 1
    assert [(problem.file, problem.message) for problem in corpus.problems] == [("a.txt", "文件是空的或几乎没有正文")]


def seconds(text: str) -> float:
    start = time.process_time()
    split(made_from(text), 260)
    return time.process_time() - start


@pytest.mark.parametrize(
    "unit",
    [
        pytest.param(LONG.replace("，", "").replace("。", ""), id="one line without punctuation"),
        pytest.param(LONG.replace("。", "，"), id="one sentence"),
        pytest.param(LONG[:30] + "\n", id="lines that never end a sentence"),
        pytest.param("> " * 200 + LONG + "\n", id="nested quotes"),
        pytest.param("| 指标 | 数值 |\n|---|---|\n| 粮食 | 126万吨 |\n", id="table"),
        pytest.param("<div><p>" + LONG[:20] + "</p></div>&nbsp;", id="raw html in one line"),
        pytest.param("**" + LONG[:12] + "**（一）", id="marks"),
    ],
)
def test_ten_times_the_text_costs_ten_times_the_time(unit: str) -> None:
    small = unit * (30_000 // len(unit))
    seconds(small)
    base = max(min(seconds(small) for _ in range(2)), 0.02)
    # Twelve times by the book; the rest is for a machine with other things to do, which may need another try.
    assert any(seconds(small * 10) <= 20 * base for _ in range(4))


def test_ten_thousand_nested_quotes_and_raw_html_leave_only_text() -> None:
    text = f"{'> ' * 10_000}{LONG}\n\n<table><tr><td>甲</td></tr></table>\n<script>x</script>\n"
    assert clean(text).text.startswith(LONG)


INVISIBLE = "\u200b\u200d\u2060\ufeff\u00ad\u202e\u2066\u0007\ufff9\ufffb\ue123\U000f0001"


def test_invisible_characters_go_and_offsets_still_fit(tmp_path: Path) -> None:
    chooser = random.Random(5)
    plain = made("珠海市", 2015)
    dirty = "".join(
        char + (chooser.choice(INVISIBLE) if char not in "\n" and chooser.random() < 0.15 else "") for char in plain
    )
    (tmp_path / "a.txt").write_text(dirty, encoding="utf-8")
    corpus = read(tmp_path)
    (report,) = corpus.reports
    assert not set(report.text) & set(INVISIBLE)
    assert report.place == "珠海市" and report.year == 2015
    assert all(report.text[p.start : p.end] == p.text for p in corpus.passages)
    for passage in corpus.passages:
        for sentence in passage.sentences:
            assert passage.sentence_text(sentence) == report.text[sentence.start : sentence.end]


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> Words:
    return Words(tmp_path_factory.mktemp("jieba"))


@pytest.mark.parametrize(
    ("plain", "alike"),
    [
        ("陕西榆林煤化工", "陜西榆林煤化工"),
        ("山西长治光伏", "⼭⻄⻓治光伏"),
        ("金融机构存款", "⾦融机构存款"),
        ("行政审批", "\ufa08政审批"),
        ("增长12.5%", "增长１２．５％"),
        ("台湾同胞", "臺灣同胞"),
        ("PM2.5平均浓度", "ＰＭ２．５平均浓度"),
        ("PM2.5平均浓度", "РМ2.5平均浓度"),
        ("GDP增速", "GDΡ增速"),
    ],
)
def test_characters_that_look_alike_find_the_same(words: Words, plain: str, alike: str) -> None:
    """Both ways: asked as it is written or as it looks."""
    others = ["全市粮食总产稳定。", "新建学校九所。", "森林覆盖率提高。"]
    for stored, asked in ((alike, plain), (plain, alike)):
        index = LexicalIndex.build([words.cut(clean(text).text) for text in (*others, f"{stored}取得进展。")])
        scores = index.scores(words.cut(asked))
        assert scores.argmax() == 3 and scores[3] > 0


@pytest.mark.parametrize(
    ("title", "place", "year"),
    [
        ("⼭⻄省２０１３年政府⼯作报告", "山西省", 2013),
        ("陜西省二○一三年政府工作报告", "陕西省", 2013),
        ("二〇一三年珠海市政府工作报告", "珠海市", 2013),
        ("珠海市二零一三年政府工作报告", "珠海市", 2013),
        ("珠海市二O一三年政府工作报告", "珠海市", 2013),
    ],
)
def test_titles_in_look_alikes_are_recognised(tmp_path: Path, title: str, place: str, year: int) -> None:
    body = made("某某", 2013).split("\n", 1)[1]
    (tmp_path / "a.txt").write_text(f"{title}\n{body}", encoding="utf-8")
    (report,) = read(tmp_path).reports
    assert (report.place, report.year) == (place, year)


def test_copies_without_a_head_and_twins_are_one_report_with_all_names_and_other_figures_a_version(
    tmp_path: Path,
) -> None:
    sentences = [
        f"第{i}项：全市完成{i * 37 % 101}个项目，投资{i * 13 % 89}亿元，惠及群众{i * 7 % 53}万人。" for i in range(120)
    ]
    whole = made("珠海市", 2015) + "\n" + "\n".join(sentences)
    (tmp_path / "a.txt").write_text(whole, encoding="utf-8")
    (tmp_path / "b.txt").write_text(whole.replace("珠海市2015年政府工作报告\n", ""), encoding="utf-8")
    (tmp_path / "c.txt").write_text(
        whole.replace("第7项", "第柒项").replace("投资13亿元", "投资31亿元"), encoding="utf-8"
    )
    (tmp_path / "d.txt").write_bytes(opencc.OpenCC("s2t").convert(whole).encode("utf-16"))
    corpus = read(tmp_path)
    report, version = corpus.reports
    assert [source.name for source in report.sources] == ["a.txt", "b.txt", "d.txt"]
    assert report.place == version.place == "珠海市"
    assert any("c.txt 是同一份报告" in warning and "那里是 31" in warning for warning in report.warnings)


def test_other_years_that_repeat_sentences_stay_apart(tmp_path: Path) -> None:
    for year in range(2010, 2016):
        (tmp_path / f"{year}.txt").write_text(made("珠海市", year) + f"\n{LONG}" * 30, encoding="utf-8")
    assert [report.year for report in read(tmp_path).reports] == list(range(2010, 2016))


def test_reading_again_gives_the_very_same(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(made("珠海市", 2015), encoding="utf-8")
    (tmp_path / "b.txt").write_text(made("珠海市", 2015), encoding="gb18030")
    assert repr(read(tmp_path)) == repr(read(tmp_path))


def test_any_bytes_end_in_text_or_in_one_of_our_errors() -> None:
    from qa.errors import FileError

    chooser = random.Random(9)
    heads = [b"", b"%PDF-1.4\n", b"<html>", "各位代表：".encode(), b"\xff\xfe", b"~{", b"\x1b$B"]
    for number in range(300):
        data = heads[number % len(heads)] + chooser.randbytes(chooser.randrange(200))
        if data.startswith(b"%PDF"):
            # Each costs a process of its own.
            continue
        try:
            clean(extract(data).text)
        except FileError as exc:
            assert str(exc)
