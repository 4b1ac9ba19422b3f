import os
from collections.abc import Callable
from pathlib import Path

from qa.corpus.watch import changes, snapshot


def rounds(folder: Path, steps: list[Callable[[], object]]) -> list[int]:
    """After which steps a change is told."""
    told: list[int] = []
    left = list(steps)

    class Over(Exception):
        pass

    def wait() -> None:
        if not left:
            raise Over
        left.pop(0)()

    try:
        for _ in changes([folder], wait, snapshot([folder])):
            told.append(len(steps) - len(left))
    except Over:
        pass
    return told


def nothing() -> None:
    return None


def test_a_change_is_told_once_when_the_files_stand_still(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("一")

    def grow() -> None:
        file.write_text(file.read_text() + "二")

    assert rounds(tmp_path, [nothing, nothing]) == []
    assert rounds(tmp_path, [grow, nothing, nothing]) == [2]
    assert rounds(tmp_path, [grow, grow, grow, nothing, nothing, nothing]) == [4]


def test_new_removed_and_rewritten_files_and_corrections_count_and_others_do_not(tmp_path: Path) -> None:
    file, times = tmp_path / "a.txt", (10, 10)
    file.write_text("一")
    os.utime(file, times)

    def rewrite() -> None:
        # Same length, same modification time: only the time of the change of the inode tells.
        file.write_text("二")
        os.utime(file, times)

    steps = {
        "new": lambda: (tmp_path / "b.pdf").write_bytes(b"1"),
        "gone": lambda: (tmp_path / "b.pdf").unlink(),
        "rewritten": rewrite,
        "corrections": lambda: (tmp_path / "reports.toml").write_text(""),
    }
    for name, step in steps.items():
        assert rounds(tmp_path, [step, nothing]) == [2], name
    assert rounds(tmp_path, [lambda: (tmp_path / "c.xlsx").write_bytes(b"1"), nothing]) == []


def test_a_change_undone_before_it_is_told_is_none(tmp_path: Path) -> None:
    new = tmp_path / "a.txt"
    assert rounds(tmp_path, [lambda: new.write_text("一"), new.unlink, nothing]) == []
