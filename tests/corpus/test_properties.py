"""What holds for any text."""

import itertools
import re
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from qa.corpus.clean import clean
from qa.corpus.identify import identify
from qa.corpus.outline import outline
from qa.corpus.read import report_of
from qa.corpus.split import sentence_spans, split
from qa.records import Report, Source

PIECES = [
    "一、2019年工作回顾",
    "（一）产业升级步伐加快。",
    "(二)城乡面貌改观",
    "三是改革深化。",
    "——民生改善。",
    "1.抓好项目",
    "各位代表：",
    "各位代表！",
    "现在，我代表市人民政府向大会报告工作，请予审议。",
    "政府工作报告",
    "2020年1月8日在某某市第八届人民代表大会第五次会议上",
    "市长 王小明",
    "全市地区生产总值增长7.5%，",
    "“放管服”改革（含商事制度）持续推进；",
    "他说：“要干！要快干。”我们一定努力。",
    "《纲要（草案）》提出，",
    "改造老旧小区 750 个",
    "，继续推进",
    "的若干措施",
    "— 3 —",
    "第 4 页",
    "7",
    "www.abc.com 政府工作报告。",
    "版权所有，未经许可不得转载",
    "验证码：",
    "**二是提质增效。**",
    "## 二、今年任务",
    "&nbsp;",
    "<p>",
    "\\*",
    "１２．５％",
    "MND Group",
    "２０１９年",
    "一",
    "、",
    "。",
    "“",
    "）",
]
LINES = st.lists(
    st.tuples(
        st.lists(st.sampled_from(PIECES), min_size=1, max_size=5), st.sampled_from(["\n", "\n\n", " ", "\n　　", "\f"])
    ),
    max_size=25,
)
TEXTS = LINES.map(lambda lines: "".join("".join(pieces) + end for pieces, end in lines)) | st.text(max_size=200)


def made(text: str) -> Report:
    cleaned = clean(text)
    return report_of(cleaned, identify(cleaned.text, "某市2020年.txt"), Source("某市2020年.txt", "0" * 64))


@settings(max_examples=300, deadline=None, database=None, derandomize=True)
@given(TEXTS)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    once = clean(text)
    assert clean(once.text).text == once.text


@settings(max_examples=150, deadline=None, database=None, derandomize=True)
@given(TEXTS)
def test_pages_and_emphases_lie_inside_the_text_in_order(text: str) -> None:
    cleaned = clean(text)
    assert not re.search("[\ue000-\uf8ff]", cleaned.text)
    for spans in (cleaned.pages, cleaned.emphases):
        assert all(0 <= span.start < span.end <= len(cleaned.text) for span in spans)
    assert all(a.end <= b.start for a, b in zip(cleaned.pages, cleaned.pages[1:], strict=False))


@settings(max_examples=200, deadline=None, database=None, derandomize=True)
@given(TEXTS)
def test_sections_tile_the_text(text: str) -> None:
    cleaned = clean(text)
    sections = outline(cleaned, 2020, (2019,))
    assert sections[0].start == 0
    assert sections[-1].end == len(cleaned.text)
    assert all(a.end == b.start for a, b in itertools.pairwise(sections))
    assert all(len(section.path) <= 4 for section in sections)


@settings(max_examples=200, deadline=None, database=None, derandomize=True)
@given(TEXTS, st.integers(20, 300))
def test_passages_cover_every_character_within_their_section_and_limit(text: str, limit: int) -> None:
    report = made(text)
    passages = split(report, limit)
    covered: set[int] = set()
    for passage in passages:
        assert passage.text == report.text[passage.start : passage.end]
        assert len(passage.text) <= limit
        assert any(
            s.start <= passage.start and passage.end <= s.end and s.path == passage.section for s in report.sections
        )
        assert passage.sentences[0].start == passage.start
        assert passage.sentences[-1].end == passage.end
        covered.update(range(passage.start, passage.end))
    left = {report.text[i] for i in range(len(report.text)) if i not in covered}
    assert all(char.isspace() for char in left)
    assert len({passage.id for passage in passages}) == len(passages)


@settings(max_examples=200, deadline=None, database=None, derandomize=True)
@given(st.text(alphabet="甲乙，。！？；“”（）\n", max_size=120))
def test_sentences_follow_one_another(text: str) -> None:
    spans = list(sentence_spans(text, 0, len(text)))
    assert all(0 <= start <= end <= len(text) for start, end in spans)
    assert all(a[1] <= b[0] and text[a[1] : b[0]].strip() == "" for a, b in itertools.pairwise(spans))


def test_passage_ids_do_not_depend_on_the_limit_of_others() -> None:
    report = made("一、2019年工作回顾\n" + "全市经济平稳增长，人民生活改善。" * 30)
    assert split(report, 200) == split(replace(report), 200)
