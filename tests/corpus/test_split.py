import itertools

from qa.corpus.clean import clean
from qa.corpus.identify import identify
from qa.corpus.read import report_of
from qa.corpus.split import sentence_spans, split
from qa.records import Aspect, Passage, Report, Source

SENTENCES = [f"第{i}项工程建成投用，服务群众{i}万人次。" for i in range(10, 60)]


def report(text: str) -> Report:
    cleaned = clean(text)
    return report_of(cleaned, identify(cleaned.text, "a.txt"), Source("a.txt", "0" * 64))


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text, 0, len(text)) if start < end]


def passages(text: str, limit: int = 200) -> tuple[Passage, ...]:
    return split(report(text), limit)


def test_sentences_end_at_full_stops_and_semicolons() -> None:
    assert sentences("增长7%；下降2%。真的吗？当然！") == ["增长7%；", "下降2%。", "真的吗？", "当然！"]


def test_quotes_and_brackets_stay_closed() -> None:
    assert sentences("他说：“要干！要快。”我们照办（见附件；略）。完。") == [
        "他说：“要干！要快。”",
        "我们照办（见附件；略）。",
        "完。",
    ]


def test_a_quote_never_closed_ends_by_itself() -> None:
    assert len(sentences("他说：“" + "我们要努力工作。" * 40)) > 10


def test_passages_are_even_and_overlap_by_a_short_sentence() -> None:
    found = passages("湘潭市2020年政府工作报告\n一、2019年工作回顾\n" + "".join(SENTENCES))[1:]
    lengths = [len(passage.text) for passage in found]
    assert max(lengths) <= 200
    assert min(lengths) >= 120
    for before, after in itertools.pairwise(found):
        assert after.sentences[0] == before.sentences[-1]


def test_a_long_last_sentence_is_not_repeated() -> None:
    long = "全市" + "，坚持稳中求进工作总基调" * 12 + "。"
    found = passages(f"一、2019年工作回顾\n{long}{long}{long}")
    assert all(after.start >= before.end for before, after in itertools.pairwise(found))


def test_a_sentence_over_the_limit_is_cut_at_a_comma() -> None:
    found = passages("一、2019年工作回顾\n全市" + "，坚持稳中求进工作总基调" * 30 + "。", 150)
    assert all(len(passage.text) <= 150 for passage in found)
    assert all(passage.text[-1] in "，。" for passage in found[1:])


def test_a_heading_stays_with_the_text_below() -> None:
    text = "一、2019年工作回顾\n" + "".join(SENTENCES[:8]) + "\n（一）抓好产业项目建设。" + "".join(SENTENCES[8:])
    heads = [p for p in passages(text) if "（一）抓好产业项目建设。" in p.text]
    assert heads
    assert all(len(p.sentences) > 1 for p in heads)


def test_what_a_passage_knows() -> None:
    text = "湘潭市2020年政府工作报告\n一、2019年工作回顾\n2018年以来新建12所学校。比上年增长6%。\n二、2020年重点工作\n今年新建3所学校。"
    first, review, tasks = passages(text)
    assert first.title == review.title == "湘潭市2020年政府工作报告"
    assert (review.place, review.report_year, review.section) == ("湘潭市", 2020, ("一、2019年工作回顾",))
    assert review.years == (2018, 2019)
    assert [(s.years, s.aspect) for s in tasks.sentences] == [((2020,), Aspect.TARGET)] * 2
    assert [review.sentence_text(s) for s in review.sentences] == [
        "一、2019年工作回顾",
        "2018年以来新建12所学校。",
        "比上年增长6%。",
    ]
    assert review.id == f"{review.report_id}-{review.start}-{review.end}"


def test_pages() -> None:
    body = "\n".join(f"{''.join(SENTENCES[i : i + 9])}\n— {i // 9 + 1} —" for i in range(0, 45, 9))
    found = passages("一、2019年工作回顾\n" + body)
    assert [passage.page for passage in found] == sorted(passage.page or 0 for passage in found)
    assert found[-1].page == 5
