"""Pages that a browser prints to PDF, read as reports are."""

from __future__ import annotations

import pytest

from qa.corpus.clean import clean
from qa.corpus.noise import RemovedKind
from qa.corpus.pdf import read_pdf
from tests.widget.conftest import NewPage

STYLE = (
    "<meta charset='utf-8'><style>body{font:16px/1.8 'Noto Serif CJK SC','Noto Sans CJK SC'} sup{font-size:60%}</style>"
)
PLAIN = "<h1>饶阳县2023年政府工作报告</h1><p>一、2022年工作回顾</p>"


def item(number: int) -> str:
    return f"第{number}项工作：设施蔬菜新增{number}1.{number}万亩，带动农户{number}200户稳定增收，建设冷链物流中心{number}处并投入使用。"


COLUMNS = "".join(f"<p>{item(number)}</p>" for number in range(1, 9))
VERTICAL = (
    "全县乐器产值达到三十二亿元，年画从业人员超过一千二百人，文化产业增加值增长百分之六点五，创建省级示范园区两个。"
)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (f"{PLAIN}<div style='columns:2;column-gap:40px'>{COLUMNS}</div><p>以上是去年的工作。</p>", item(5)),
        (f"{PLAIN}<div style='columns:3;column-gap:24px;font-size:12px'>{COLUMNS}</div>", item(4)),
        (f"<div style='writing-mode:vertical-rl;height:700px'>{PLAIN}<p>{VERTICAL}</p></div>", VERTICAL),
        (
            f"{PLAIN}<p>{item(1)}</p><p>产值<sup>9</sup>716.5亿元，增长<sup>10</sup>8.3%。</p>",
            "产值716.5亿元，增长8.3%。",
        ),
    ],
    ids=["columns", "three columns", "vertical", "raised"],
)
def test_sentences_are_whole_and_in_order(new_page: NewPage, body: str, said: str) -> None:
    page = new_page()
    page.set_content(STYLE + body)
    found = read_pdf(page.pdf(format="A4"))
    assert said in clean(found.text, pages=found.pages).text.replace("\n", "")
    assert found.doubtful == ()


def test_struck_text_is_gone_and_told(new_page: NewPage) -> None:
    page = new_page()
    page.set_content(f"{STYLE}{PLAIN}<p>皮毛产值<s>91.2亿元</s>95.4亿元，<u>交易额33.3亿元</u>。</p>")
    found = read_pdf(page.pdf(format="A4"))
    assert "皮毛产值95.4亿元，交易额33.3亿元。" in found.text.replace(" ", "")
    assert [piece.text for piece in found.removed if piece.kind is RemovedKind.DELETED] == ["91.2亿元"]
