from __future__ import annotations

from io import StringIO

from rich.console import Console

from qa.progress import LINE_SECONDS, _lines, progress_bar


def test_where_nobody_watches_what_takes_long_is_told_with_the_time_left() -> None:
    to, now = StringIO(), [0.0]
    report = _lines(Console(file=to), lambda: now[0])
    for done in range(0, 500, 100):
        report("计算向量", done, 1000)
        now[0] += LINE_SECONDS
    report("读取 某市.pdf", 0, 0)
    assert to.getvalue().splitlines()[:2] == ["计算向量 100/1000，还要约 0:04:30", "计算向量 200/1000，还要约 0:04:00"]
    assert len(to.getvalue().splitlines()) == 4


def test_what_is_done_at_once_is_not_told_in_lines() -> None:
    to = StringIO()
    with progress_bar(Console(file=to)) as report:
        for done in range(10):
            report("读取指标", done, 10)
    assert not to.getvalue()
