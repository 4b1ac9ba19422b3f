from __future__ import annotations

import pytest

from qa.wording.partners import AGAINST, CONTRAST, JOIN, OBJECT, PARTNER


@pytest.mark.parametrize(
    "text",
    [
        "□□从□□引进了多少项目",
        "从□□、□□那边接过来的技术合同",
        "往□□送净菜",
        "向□□供应蔬菜",
        "对口支援□□",
        "与□□签了几份协议",
        "跟□□的合作",
        "流到□□的水",
        "在□□能排第几",
        "融入□□的举措",
    ],
)
def test_partners(text: str) -> None:
    assert PARTNER.search(text)


@pytest.mark.parametrize("text", ["□□和□□谁高", "对□□来说", "与□□相比", "从□□和□□的数看", "给□□2023年的"])
def test_no_partners(text: str) -> None:
    assert not PARTNER.search(text)


@pytest.mark.parametrize("text", ["从", "对口支援", "来自", "in "])
def test_objects(text: str) -> None:
    assert OBJECT.search(text)


@pytest.mark.parametrize("text", ["、", "和", "还是", "比", " and "])
def test_joints(text: str) -> None:
    assert JOIN.match(text)


@pytest.mark.parametrize("text", ["各是多少", "谁高", "相差几个点"])
def test_contrast(text: str) -> None:
    assert CONTRAST.search(text)


@pytest.mark.parametrize("text", ["服务业比重", "多大比例", "比如"])
def test_no_contrast(text: str) -> None:
    assert not CONTRAST.search(text)


@pytest.mark.parametrize("text", ["广东的GDP比", "西北2023年的粮食和", "河北2023年增速跟"])
def test_against(text: str) -> None:
    assert AGAINST.search(text)
