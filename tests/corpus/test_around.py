"""What stands around a report: explanations, contents, annexes, greetings of sites that collect samples."""

from __future__ import annotations

from pathlib import Path

from qa.corpus import Corpus, read_reports
from qa.records import Aspect, Passage, Role

NOTES = """2018年宁波市政府工作报告
——2018年2月6日在宁波市第十五届人民代表大会第三次会议上
市长 裘东耀
各位代表：
现在，我代表市人民政府向大会作政府工作报告，请予审议。
一、2017年工作回顾
2017年，全市实现地区生产总值9846.9亿元，增长7.8%。新增国家“单项冠军”企业8家[①]，总数全国第一。
二、2018年工作安排
今年主要预期目标：地区生产总值增长7.5%左右，城镇新增就业18万人，居民收入稳步增长。
推进“最多跑一次”改革，90%以上事项实现“一次办结”。
——————————————
① 单项冠军：指长期专注于制造业某些特定细分产品市场，市场占有率位居全球前列的企业，2016年全国首批认定54家。
② “最多跑一次”改革：是指通过一窗受理，让群众办事只跑一次的改革，2017年浙江省90.6%的事项实现。
"""

ANNEX = """政府工作报告
目  录
一、2019年工作回顾........................1
二、2020年主要任务........................8
（一）打赢脱贫攻坚战.....................9
2020年1月10日在昭通市第四届人民代表大会第四次会议上
昭通市人民政府市长  杨承新
各位代表：
现在，我代表市人民政府向大会报告工作，请予审议，并请市政协委员提出意见。
一、2019年工作回顾
2019年，全市地区生产总值完成1194.2亿元，增长8.1%。
38.55万贫困人口脱贫，6个县（市、区）达到摘帽标准。
二、2020年主要任务
（一）打赢脱贫攻坚战
确保剩余的13.2万贫困人口全部脱贫，镇雄县、彝良县、昭阳区、鲁甸县如期摘帽。
（二）狠抓产业培育
新种植苹果10万亩，2025年达到100万亩。
附件：
2020年市人民政府10件惠民实事
1.新建改建农村公路2000公里。
2.新增城镇就业3.5万人。
"""

SAMPLE = """大家好，下面为大家整理的2014年辽宁省盘锦市政府工作报告全文，欢迎阅读！
盘锦市政府工作报告
——在盘锦市第七届人民代表大会第二次会议上（2014年1月9日）
市长 蹇彪
各位代表：
　　现在，我代表市政府向大会报告工作，请予审议，并请市政协各位委员提出意见。
　　一、关于2013年工作
　　2013年，面对复杂多变的宏观经济形势，全市地区生产总值实现1351.1亿元，增长9.2%；公共财政预算收入155亿元，增长11.5%。
　　（一）向海发展全面推进。辽东湾新区完成投资200亿元，盘锦港吞吐量突破2000万吨，增长2.1倍。
　　二、关于2014年任务
　　全市经济社会发展的主要预期目标是：地区生产总值增长9.5%，公共财政预算收入增长9%，固定资产投资增长15%。
　　（一）坚持向海发展。盘锦港吞吐量达到3000万吨。2014年辽东湾新区固定资产投资220亿元。
　　以上就是小编为大家带来的盘锦市政府工作报告，更多范文请关注。
　　推荐阅读：2014年沈阳市政府工作报告
"""


def read(folder: Path, text: str) -> Corpus:
    (folder / "a.txt").write_text(text, encoding="utf-8")
    return read_reports([folder], passage_chars=260)


def passage_with(corpus: Corpus, text: str) -> Passage:
    return next(passage for passage in corpus.passages if text in passage.text)


def test_explanations_without_a_heading_are_no_results_and_their_marks_go(tmp_path: Path) -> None:
    corpus = read(tmp_path, NOTES)
    (report,) = corpus.reports
    assert "企业8家，总数全国第一" in report.text
    for piece in ("2016年全国首批认定54家", "2017年浙江省90.6%"):
        assert passage_with(corpus, piece).role is Role.OTHER
        assert "最多跑一次" not in "".join(passage_with(corpus, piece).section)
    assert passage_with(corpus, "9846.9亿元").role is Role.REVIEW


def test_a_table_of_contents_goes_and_an_annex_of_tasks_sets_targets(tmp_path: Path) -> None:
    corpus = read(tmp_path, ANNEX)
    (report,) = corpus.reports
    assert (report.place, report.year, report.speaker) == ("昭通市", 2020, "杨承新")
    assert report.text.count("工作回顾") == 1 and "...." not in report.text
    annex = passage_with(corpus, "新增城镇就业3.5万人")
    assert (annex.role, annex.years) == (Role.TASKS, (2020,))
    assert {sentence.aspect for sentence in annex.sentences} == {Aspect.TARGET}
    assert passage_with(corpus, "1194.2亿元").role is Role.REVIEW


def test_greetings_and_recommendations_of_a_site_go(tmp_path: Path) -> None:
    corpus = read(tmp_path, SAMPLE)
    (report,) = corpus.reports
    assert report.text.startswith("盘锦市政府工作报告\n") and "沈阳" not in report.text and "小编" not in report.text
    assert (report.place, report.year, report.date, report.speaker) == ("盘锦市", 2014, "2014-01-09", "蹇彪")
    assert passage_with(corpus, "3000万吨").role is Role.TASKS
