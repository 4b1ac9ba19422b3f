"""A process that builds and opens small stores on request, each time in a forked child that may come to grief.

Reads lines of JSON. ``["build", ROOT, SIZE]`` is answered with the child's process id, so that it can be killed at
any moment, then with its exit code. ``["build" or "open", ROOT, SIZE, CALL, NUMBER, ERROR]`` is answered with the exit
code and the number of calls by kind; that call meets the fault (see ``syscalls``).
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path

import numpy as np

from qa.errors import StoreError
from qa.index.build import build_store
from qa.index.content import recipe_for
from qa.index.store import Store, open_store
from qa.records import Passage, Report
from qa.statements.extract import statements_of
from qa.words import Words
from tests.index import syscalls
from tests.samples import DIMENSION, PairEncoder, make_report

RECIPE = recipe_for("pairs", DIMENSION, 260)
#: Exit code of an opening that ended in one of our errors.
REFUSED = 3
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


def opened(root: Path, size: int) -> None:
    """Ends in StoreError, or with the store of that very content, each part of which answers."""
    try:
        _looked_through(open_store(root, RECIPE), size)
    except StoreError:
        sys.exit(REFUSED)


def _looked_through(store: Store, size: int) -> None:
    assert (store.reports, tuple(store.passages)) == content(size)
    stated = [statement for report in store.reports for statement in statements_of(report)]
    assert list(store.statements.statements(range(len(store.statements)))) == stated
    assert np.allclose(np.linalg.norm(store.vectors.vectors(), axis=1), 1)
    assert np.allclose(np.linalg.norm(store.sentence_vectors.whole().astype(np.float32), axis=1), 1, atol=1e-3)
    assert len(store.by_words(["新增", "就业", "增长"], 99, store.select())) == 2 * size


def main() -> None:
    words = Words(Path(tempfile.mkdtemp()))
    with tempfile.TemporaryDirectory() as folder:
        # What is imported, cached or compiled at the first use is no call of a build.
        build(Path(folder), 1, words)
        opened(Path(folder), 1)
    print("ready", flush=True)
    for line in sys.stdin:
        action, folder, size, *fault = json.loads(line)
        if fault:
            _faulty(action, Path(folder), size, syscalls.Fault.of(*fault), words)
        else:
            _killable(Path(folder), size, words)


def _faulty(action: str, root: Path, size: int, fault: syscalls.Fault, words: Words) -> None:
    outcome = syscalls.run(lambda: build(root, size, words) if action == "build" else opened(root, size), fault)
    print(json.dumps([outcome.code, outcome.calls]), flush=True)


def _killable(root: Path, size: int, words: Words) -> None:
    child = os.fork()
    if child == 0:
        code = 1
        try:
            build(root, size, words)
            code = 0
        finally:
            os._exit(code)
    print(child, flush=True)
    _, status = os.waitpid(child, 0)
    print(os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    main()
