from qa.corpus.clean import Cleaned, clean
from qa.corpus.copies import merge_copies
from qa.corpus.identify import identify
from qa.corpus.read import report_of
from qa.corpus.segments import segments
from qa.records import Report, Source

LINES = [
    f"第{i}项：全市完成{i * 37 % 101}个项目，投资{i * 13 % 89}亿元，惠及群众{i * 7 % 53}万人。" for i in range(120)
]


def text(year: int, lines: list[str]) -> str:
    return (
        f"湖州市{year}年政府工作报告\n——{year}年2月3日在湖州市第七届人民代表大会第三次会议上\n各位代表：\n现在，我代表市人民政府报告工作，请予审议。\n"
        f"一、{year - 1}年工作回顾\n" + "\n".join(lines)
    )


def made(cleaned: Cleaned, name: str, source: Source) -> Report:
    return report_of(cleaned, identify(cleaned.text, name), source)


def report(content: str, name: str) -> Report:
    return made(clean(content), name, Source(name, name))


def test_eight_copies_in_one_file_are_one_report_with_a_count() -> None:
    parts = segments(clean("\n\n".join([text(2014, LINES)] * 8)))
    assert len(parts) == 8
    (kept,) = merge_copies([made(part, "a.txt", Source("a.txt", "a")) for part in parts])
    assert kept.sources == (Source("a.txt", "a", copies=8),)


def test_the_same_report_from_two_sites_keeps_both_names() -> None:
    (kept,) = merge_copies([report(text(2014, LINES), "a.txt"), report(text(2014, LINES), "b.txt")])
    assert [source.name for source in kept.sources] == ["a.txt", "b.txt"]
    assert kept.warnings == ()


def test_a_copy_with_typos_is_merged_with_a_word_of_warning() -> None:
    typos = [line.replace("群众", "郡众") if i % 20 == 0 else line for i, line in enumerate(LINES)]
    (kept,) = merge_copies([report(text(2014, LINES), "a.txt"), report(text(2014, typos), "b.txt")])
    assert len(kept.sources) == 2
    assert "b.txt" in kept.warnings[0]


def test_of_a_cut_copy_the_longer_stays() -> None:
    whole = report(text(2014, LINES), "whole.txt")
    (kept,) = merge_copies([report(text(2014, LINES[:60]), "cut.txt"), whole])
    assert kept.text == whole.text
    assert {source.name for source in kept.sources} == {"cut.txt", "whole.txt"}


def test_other_years_of_a_place_stay_apart_however_alike() -> None:
    kept = merge_copies([report(text(2014, LINES), "a.txt"), report(text(2015, LINES), "b.txt")])
    assert [item.year for item in kept] == [2014, 2015]


def test_two_reports_of_one_place_and_year_that_differ_stay_apart() -> None:
    other = [f"另一部分第{i}段：推进改革开放与社会治理，抓好{i}方面落实。" for i in range(100)]
    assert len(merge_copies([report(text(2014, LINES), "a.txt"), report(text(2014, other), "b.txt")])) == 2


def test_different_reports_in_one_file() -> None:
    parts = segments(clean(text(2014, LINES) + "\n\n" + text(2015, LINES[::-1])))
    assert [made(part, "a.txt", Source("a.txt", "a")).year for part in parts] == [2014, 2015]


def test_the_title_again_below_the_title_is_no_second_report() -> None:
    assert len(segments(clean("2014年湖州市政府工作报告\n政府工作报告\n" + text(2014, LINES)))) == 1


def test_an_address_to_the_assembly_is_no_second_report() -> None:
    body = text(2014, [*LINES[:60], "各位代表！", "今年的任务艰巨。", *LINES[60:]])
    assert len(segments(clean(body))) == 1
