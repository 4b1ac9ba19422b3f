from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from qa.errors import InputError, ModelUnavailable
from qa.evaluate.questions import Numbered, Question, load
from qa.evaluate.record import RESULTS, Meta, Run, create, reopen, writing
from qa.evaluate.run import Selection, ask, describe, select
from qa.evaluate.system import Outcome
from qa.settings import Settings
from tests.evaluate.fakes import SHELF, Scripted, line, outcome, unanswerable, write_set


def quiet(question: Question, outcome: Outcome) -> None:
    pass


@pytest.fixture
def numbered(tmp_path: Path) -> tuple[Numbered, ...]:
    lines = [line(id=f"q{number}", question=f"问{number}") for number in range(1, 5)]
    return load(write_set(tmp_path / "set.jsonl", [*lines, unanswerable(question="问5")]))


def meta_of(numbered: tuple[Numbered, ...], system: str = "scripted") -> Meta:
    questions = tuple(item.question for item in numbered)
    return describe(Path("set.jsonl"), numbered, questions, system, Settings(), SHELF)


def start(folder: Path, numbered: tuple[Numbered, ...]) -> Run:
    return create(folder, meta_of(numbered), tuple(item.question for item in numbered))


def replies() -> dict[str, Outcome | Exception]:
    return {f"问{number}": outcome(f"答{number}") for number in range(1, 6)}


def test_every_question_is_asked_once_and_read_back(tmp_path: Path, numbered: tuple[Numbered, ...]) -> None:
    system = Scripted(replies())
    run = ask(start(tmp_path / "run", numbered), system, quiet)
    assert system.asked == ["问1", "问2", "问3", "问4", "问5"]
    assert run.outcomes["q3"] == outcome("答3")
    assert run.open == ()
    again = Scripted(replies())
    ask(Run(run.folder), again, quiet)
    assert again.asked == []


def test_a_failed_call_is_kept_as_failed_and_asked_again_on_request(
    tmp_path: Path, numbered: tuple[Numbered, ...]
) -> None:
    failing = replies() | {"问2": ModelUnavailable("断开"), "问3": Outcome(error="超时")}
    run = ask(start(tmp_path / "run", numbered), Scripted(failing), quiet)
    assert run.outcomes["q2"].error == "ModelUnavailable：断开"
    assert run.outcomes["q3"].error == "超时"
    retry = Scripted(replies())
    run = ask(run, retry, quiet, retry_failed=True)
    assert retry.asked == ["问2", "问3"]
    assert all(found.error is None for found in run.outcomes.values())


def test_a_line_cut_off_is_asked_again(tmp_path: Path, numbered: tuple[Numbered, ...]) -> None:
    run = ask(start(tmp_path / "run", numbered), Scripted(replies()), quiet)
    path = run.folder / RESULTS
    path.write_bytes(path.read_bytes()[:-7])
    again = Scripted(replies())
    run = ask(reopen(run.folder, meta_of(numbered)), again, quiet)
    assert again.asked == ["问5"]
    assert len(path.read_text(encoding="utf-8").splitlines()) == 5


def test_a_damaged_line_is_named(tmp_path: Path, numbered: tuple[Numbered, ...]) -> None:
    run = ask(start(tmp_path / "run", numbered), Scripted(replies()), quiet)
    path = run.folder / RESULTS
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join([lines[0], "{}\n", *lines[2:]]), encoding="utf-8")
    with pytest.raises(InputError, match="第2行已损坏"):
        Run(run.folder)


#: Seconds of work, so that a slow machine cannot finish the run before the signal reaches it.
MANY = 200


@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGINT])
def test_a_run_killed_at_any_moment_loses_and_repeats_nothing(tmp_path: Path, sign: signal.Signals) -> None:
    questions = write_set(tmp_path / "set.jsonl", [line(id=f"q{n}", question=f"问{n}") for n in range(MANY)])
    command = [sys.executable, "-m", "tests.evaluate.slow_run", str(questions), str(tmp_path / "run")]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    path = tmp_path / "run" / RESULTS
    deadline = time.monotonic() + 60
    while not path.exists() or path.read_bytes().count(b"\n") < 3:
        assert time.monotonic() < deadline
        assert process.poll() is None
        time.sleep(0.01)
    process.send_signal(sign)
    process.wait(30)
    before = Run(tmp_path / "run")
    assert 3 <= len(before.outcomes) < MANY
    subprocess.run(command, check=True, timeout=60)
    ids = [json.loads(text)["id"] for text in path.read_text(encoding="utf-8").splitlines()]
    assert ids == [f"q{number}" for number in range(MANY)]


def test_two_processes_do_not_write_one_run(tmp_path: Path, numbered: tuple[Numbered, ...]) -> None:
    run = start(tmp_path / "run", numbered)
    with writing(run.folder), pytest.raises(InputError, match="另一个进程"):
        ask(run, Scripted(replies()), quiet)


def test_a_run_of_another_kind_is_not_gone_on_with(tmp_path: Path, numbered: tuple[Numbered, ...]) -> None:
    run = start(tmp_path / "run", numbered)
    with pytest.raises(InputError, match="不同的有 system；"):
        reopen(run.folder, meta_of(numbered, "other"))
    with pytest.raises(InputError, match="question_sha256"):
        reopen(run.folder, meta_of(numbered[:2]))


def test_a_folder_that_is_there_is_not_overwritten(tmp_path: Path, numbered: tuple[Numbered, ...]) -> None:
    (tmp_path / "run").mkdir()
    with pytest.raises(InputError, match="已存在"):
        start(tmp_path / "run", numbered)
    with pytest.raises(InputError, match="不是评测目录"):
        Run(tmp_path / "run")


def test_the_meta_says_what_the_run_is_made_of(numbered: tuple[Numbered, ...]) -> None:
    settings = Settings.model_validate({"chat": {"api_key": "very-secret"}})
    meta = describe(Path("a/set.jsonl"), numbered, [numbered[0].question], "ours", settings, SHELF)
    assert (meta.question_file, meta.index, meta.refusal_phrases) == ("set.jsonl", "index-1", ("无法", "未提", "没有"))
    assert "plain_prompt.txt" in meta.prompts
    assert meta.versions["python"]
    assert meta.machine["cores"]
    assert "very-secret" not in meta.model_dump_json()
    assert Meta.model_validate_json(meta.model_dump_json()) == meta


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        (Selection(), ["q1", "q2", "q3", "q4", "u1"]),
        (Selection(limit=2), ["q1", "q2"]),
        (Selection(limit=9), ["q1", "q2", "q3", "q4", "u1"]),
        (Selection(ids=("u1", "q2")), ["q2", "u1"]),
        (Selection(categories=("unanswerable",)), ["u1"]),
    ],
)
def test_selection(numbered: tuple[Numbered, ...], selection: Selection, expected: list[str]) -> None:
    assert [question.id for question in select(numbered, selection)] == expected


def test_a_seed_draws_and_draws_the_same_again(numbered: tuple[Numbered, ...]) -> None:
    draws = {tuple(q.id for q in select(numbered, Selection(limit=3, seed=seed))) for seed in range(20)}
    assert len(draws) > 3
    assert select(numbered, Selection(limit=3, seed=7)) == select(numbered, Selection(limit=3, seed=7))


def test_unknown_ids_and_an_empty_choice_are_named(numbered: tuple[Numbered, ...]) -> None:
    with pytest.raises(InputError, match="没有这些编号：q9"):
        select(numbered, Selection(ids=("q1", "q9")))
    with pytest.raises(InputError, match="没有选中"):
        select(numbered, Selection(categories=("trend",)))
