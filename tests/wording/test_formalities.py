from __future__ import annotations

import pytest

from qa.wording.formalities import is_formality


@pytest.mark.parametrize(
    "text",
    # 2026 上海, 2026 广东, 2007 张家口
    [
        "2026年上海市政府工作报告",
        "现在，我代表省人民政府，向大会报告工作，请予审议，并请各位政协委员提出意见。",
        "现在，我代表市人民政府向大会作政府工作报告，请予审议。",
    ],
)
def test_what_tells_nothing(text: str) -> None:
    assert is_formality(text)


@pytest.mark.parametrize("text", ["认真落实政府工作报告确定的任务，新增就业5万人。", "报告工作进展，投资增长5%。"])
def test_what_tells_something(text: str) -> None:
    assert not is_formality(text)
