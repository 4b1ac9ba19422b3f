import pytest

from qa.corpus.characters import normalise


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("１９８４年增长１４．２％", "1984年增长14.2%"),
        ("增长19·5％，投资3·2亿元", "增长19.5%，投资3.2亿元"),
        ("5·12汶川地震、3·15晚会", "5·12汶川地震、3·15晚会"),
        ("各位代表：\u200b\u200d\ufeff", "各位代表："),
        ("\u202e逆序\u202c", "逆序"),
        ("⼭⻄、⻓春", "山西、长春"),
        ("ＰＭ２．５，（Ａ）！", "PM2.5，（A）！"),
        ("一\r\n二\r三\u2028四", "一\n二\n三\n四"),
        ("\u3000\u3000段首\u00a0空格", "  段首 空格"),
        ("РМ2.5与GDР，А级景区", "PM2.5与GDP，A级景区"),
        ("ΡΜ2.5、Ｒ＆Ｄ", "PM2.5、R&D"),
        ("Россия、αβ、μm、Ω", "Россия、αβ、μm、Ω"),
        ("二O一九年、二0二0年、一九九◯年", "二〇一九年、二〇二〇年、一九九〇年"),
        ("私用\ue000\uf8ff区", "私用区"),
        ("损坏\ufffd一处", "损坏\ufffd一处"),
    ],
)
def test_one_form(dirty: str, clean: str) -> None:
    assert normalise(dirty) == clean


def test_chinese_punctuation_stays() -> None:
    text = "“三农”、《纲要（草案）》：第一，增长；第二……！？——～"
    assert normalise(text) == text
