from __future__ import annotations

import pytest

from qa.wording.counted import asks_aims, group_in, named_in, phrases_in, tells_aims, told_in


@pytest.mark.parametrize(
    ("question", "counted"),
    [
        ("城市品位要搞“四大工程”，生态又要搞“三大行动”，分别是什么？", [(4, "工程"), (3, "行动")]),
        ("做强的四条产业链是哪四条？三个集群又是哪三个？", [(4, "产业链"), (3, "集群")]),
        ("“五向图强”是哪五个？", [(5, "向图强")]),
        ("要把握好哪几个“必须”？", [(None, "必须")]),
        ("地区生产总值是多少？", []),
        ("“十一五”规划把国土划成哪几类？", [(None, "“十一五”规划把国土划成哪几类？")]),
        ("冶金、机械、能源三大产业的贡献率分别有多高？", []),
    ],
)
def test_what_a_question_counts(question: str, counted: list[tuple[int | None, str]]) -> None:
    assert [(phrase.number, phrase.core) for phrase in phrases_in(question)] == counted


@pytest.mark.parametrize(
    ("question", "text", "named"),
    [
        (
            "“四大工程”是什么？",
            "实施“功能完善、景观提升、交通优化、文旅融合”四大工程，构建体系",
            "实施“功能完善、景观提升、交通优化、文旅融合”四大工程",
        ),
        (
            "四条产业链是哪四条？",
            "做强钒、钛、磷、特钢装备4条产业链，实施项目46个",
            "做强钒、钛、磷、特钢装备4条产业链",
        ),
        ("要修的高铁一共几条，都叫什么？", "加快邵永、铜吉、长赣等3条高铁建设", "加快邵永、铜吉、长赣等3条高铁建设"),
        # Each bears the word that is counted, or the last goes on with it.
        ("“三向图强”是哪三个？", "是指“向种图强”“向海图强”“向天图强”，另有", "是指“向种图强”“向海图强”“向天图强”"),
        ("“三化”是哪三化？", "加快市场化、产业化、数字化进程，", "加快市场化、产业化、数字化进程"),
        ("“三大攻坚战”指哪三项？", "打好重大风险、精准脱贫、污染防治攻坚战", "打好重大风险、精准脱贫、污染防治攻坚战"),
        ("哪三个抽水蓄能项目要开工？", "丰宁、滦平、隆化抽水蓄能项目加快建设", None),
        # Another number of names, another noun, a mere mention.
        ("“四大工程”是什么？", "实施交通、水利、能源四大工程", None),
        ("“三大行动”是什么？", "实施交通、水利、能源三大工程", None),
        ("“四个一批”是什么？", "在张北、沽源、康保、尚义等建设一批示范项目", None),
        ("“三个定位”是哪三个？", "不断深化“三个定位”建设、开创新局面", None),
    ],
)
def test_names_are_taken_where_just_so_many_are_told(question: str, text: str, named: str | None) -> None:
    (phrase, *_) = phrases_in(question)
    runs = list(named_in(phrase, text))
    assert (text[runs[0].start : runs[0].end] if runs else None) == named
    assert told_in(phrase, text) is (named is not None)


def test_a_name_that_is_explained_is_told() -> None:
    (phrase,) = phrases_in("“三个定位”是什么？")
    assert told_in(phrase, "“三个定位”：一是示范区；二是排头兵")
    assert told_in(phrase, "“三个定位”指三个方面的目标，包括示范区")


@pytest.mark.parametrize(
    ("question", "whole", "kept", "left"),
    [
        ("十件实事里，专门冲着老年人去的有哪几样？", "十件实事有哪些？", "新建养老服务中心", "新建学校"),
        ("今年的民生实事，只要儿童的", "今年的民生实事有哪些？", "增加托育服务", "改造公路"),
        ("为民实事里跟残疾人有关的有哪几件？", "为民实事有哪些？", "无障碍改造5000户", "建设水池"),
    ],
)
def test_a_list_is_cut_down_to_a_group_of_people(question: str, whole: str, kept: str, left: str) -> None:
    group = group_in(question)
    assert group and group.whole == whole
    assert group.meant_in(kept) and not group.meant_in(left)
    assert group_in("十件民生实事是哪些？") is None


def test_the_main_targets_are_asked_for_and_told() -> None:
    assert asks_aims("2026年的主要目标有哪些？") and not asks_aims("粮食产量目标是多少？")
    assert tells_aims("今年经济社会发展的主要预期目标是：地区生产总值增长6%左右")
    assert not tells_aims("为实现上述目标，要抓好以下工作")
