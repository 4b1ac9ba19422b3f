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


def test_versions_that_differ_in_a_figure_are_both_kept_and_told_of_each_other() -> None:
    changed = [line.replace("第1项：全市完成37个", "第1项：全市完成39个") for line in LINES]
    first, second = merge_copies([report(text(2014, LINES), "a.txt"), report(text(2014, changed), "b.txt")])
    (here,), (there,) = first.differing, second.differing
    assert (first.text[here.start : here.end], here.other, here.report_id) == ("37", "39", second.id)
    assert (second.text[there.start : there.end], there.other, there.report_id) == ("39", "37", first.id)
    assert second.text[here.other_start : here.other_end] == "39"
    assert first.differing_at(here.start - 5, here.start + 1) == (here,)
    assert first.differing_at(0, here.start) == ()
    assert "b.txt 是同一份报告" in first.warnings[0] and "这里是 37，那里是 39" in first.warnings[0]
    assert "a.txt 是同一份报告" in second.warnings[0]


def test_copies_of_a_version_join_it() -> None:
    changed = [line.replace("完成37个", "完成39个") for line in LINES]
    kept = merge_copies(
        [report(text(2014, lines), name) for lines, name in ((LINES, "a"), (changed, "b"), (LINES[:110], "c"))]
    )
    assert [[source.name for source in item.sources] for item in kept] == [["a", "c"], ["b"]]


def test_versions_are_told_of_the_copy_that_is_kept() -> None:
    changed = [line.replace("第1项：全市完成37个", "第1项：全市完成39个") for line in LINES]
    versions = ((LINES[:115], "a"), (changed, "b"), (LINES, "c"))
    first, second = merge_copies([report(text(2014, lines), name) for lines, name in versions])
    (there,) = second.differing
    assert there.report_id == first.id
    assert first.text[there.other_start : there.other_end] == there.other == "37"


def test_figures_written_otherwise_are_no_difference() -> None:
    lines = [*LINES, "全市农村居民人均可支配收入达到11,530元，比上年增长9.6%。"]
    other = [*LINES, "全市农村居民人均可支配收入达到11530元，比上年增长9.6%。"]
    (kept,) = merge_copies([report(text(2014, lines), "a"), report(text(2014, other), "b")])
    assert kept.differing == ()
