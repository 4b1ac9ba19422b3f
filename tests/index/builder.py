"""A process that builds small stores on request, each in a forked child that may be killed at any moment.

Started as a program it reads lines ``ROOT SIZE`` and answers each with the child's process id, then ``done CODE``.
Given ROOT and SIZE as arguments it builds once and ends: what is traced system call by system call.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from qa.index.build import build_store
from qa.index.content import recipe_for
from qa.records import Passage, Report
from qa.words import Words
from tests.samples import DIMENSION, PairEncoder, make_report

RECIPE = recipe_for("pairs", DIMENSION, 260)
PLACES = ("临江市", "东港市", "海州市", "南山县", "北河区", "西湖县", "中原市")


def content(size: int) -> tuple[tuple[Report, ...], tuple[Passage, ...]]:
    """The first ``size`` of some reports; figures depend on ``size``, so that no two stores share a passage."""
    made = [
        make_report(
            PLACES[i],
            2015 + size,
            [f"地区生产总值增长{size}.{i}%。", f"新建农村公路{size}{i}公里。"],
            [f"粮食总产稳定在{size}{i}万吨。", f"新增就业{size}{i}千人。"],
        )
        for i in range(size)
    ]
    return tuple(report for report, _ in made), tuple(passage for _, passages in made for passage in passages)


def build(root: Path, size: int, words: Words) -> None:
    build_store(root, RECIPE, *content(size), PairEncoder, words)


def main() -> None:
    if len(sys.argv) == 3:
        with tempfile.TemporaryDirectory() as cache:
            build(Path(sys.argv[1]), int(sys.argv[2]), Words(Path(cache)))
        return
    words = Words(Path(tempfile.mkdtemp()))
    words.cut("预热")
    print("ready", flush=True)
    for line in sys.stdin:
        root, size = line.split()
        child = os.fork()
        if child == 0:
            code = 1
            try:
                build(Path(root), int(size), words)
                code = 0
            finally:
                os._exit(code)
        print(child, flush=True)
        _, status = os.waitpid(child, 0)
        print("done", os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    main()
