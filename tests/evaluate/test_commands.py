from __future__ import annotations

import json
import re
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import typer
from typer.testing import CliRunner, Result

from qa.evaluate import commands
from qa.evaluate.ablation import Ablation, Parts, Row
from qa.evaluate.commands import RunByDefault, app_for
from qa.evaluate.plain import Models
from qa.evaluate.probe import Found, Probe, Probed, Verdict
from qa.evaluate.record import RESULTS, Run
from qa.evaluate.shelf import Shelf
from qa.evaluate.stats import Estimate
from qa.evaluate.system import Answering
from qa.evaluate.targets import Openers
from qa.settings import Settings
from tests.evaluate.fakes import NORTH, SHELF, FakeAssistant, line, unanswerable, write_set
from tests.evaluate.test_judge import Endpoint
from tests.evaluate.test_plain import CharacterEmbeddings

GOOD = "粮食总产126.5万吨，增长18.7%[1]。"
REPLIES = {"问1": GOOD, "问2": "154万吨[1]。"}


class House:
    """Stands in for the composition root: remembers what was opened and with which settings."""

    def __init__(self, seeds: Path) -> None:
        self.settings = Settings(seeds_dir=seeds)
        self.assistant = FakeAssistant(REPLIES)
        self.opened: list[tuple[str, str]] = []
        self.parts: Any = SimpleNamespace(store=SimpleNamespace(generation=SHELF.index))

    def openers(self) -> Openers:
        return Openers(lambda: self.settings, self.shelf, self.open_assistant, self.open_models, self.open_search)

    def shelf(self, settings: Settings) -> Shelf:
        return SHELF

    def open_assistant(self, settings: Settings) -> AbstractContextManager[Answering]:
        self.opened.append(("assistant", settings.chat.mode))
        return nullcontext(self.assistant)

    def open_search(self, settings: Settings) -> Parts:
        self.opened.append(("search", settings.chat.mode))
        parts: Parts = self.parts
        return parts

    def open_models(self, settings: Settings) -> AbstractContextManager[Models]:
        self.opened.append(("models", settings.chat.mode))
        return nullcontext(Models(CharacterEmbeddings(), None))


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    monkeypatch.chdir(tmp_path)
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    (seeds / "000_aa.txt").write_text(NORTH, encoding="utf-8")
    lines = [line(question="问1"), line(id="q2", question="问2"), unanswerable(question="问3")]
    write_set(seeds / "questions.jsonl", lines)
    return House(seeds)


def call(house: House, *arguments: str) -> Result:
    return CliRunner().invoke(app_for(house.openers()), list(arguments))


def spoken(result: Result) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(result.stdout)
    return found


@pytest.mark.parametrize("arguments", [[], ["seeds/questions.jsonl"], ["run", "seeds/questions.jsonl"]])
def test_run_is_the_default_command(house: House, arguments: list[str]) -> None:
    result = call(house, *arguments, "--out", "r", "--json") if arguments else call(house, "--out", "r", "--json")
    assert result.exit_code == 0, result.output
    summary = spoken(result)
    assert (summary["system"], summary["questions"], summary["answered"]) == ("ours", 3, 3)
    assert summary["slices"][0]["marks"]["right"]["value"] == pytest.approx(2 / 3)
    assert {path.name for path in Path("r").iterdir()} >= {"meta.json", "summary.json", "report.html", "report.md"}
    assert house.opened == [("assistant", "local")]


def test_a_run_goes_below_runs_by_default_and_prints_a_table(house: House) -> None:
    result = call(house, "--limit", "1")
    assert result.exit_code == 0, result.output
    (folder,) = Path("runs").iterdir()
    assert folder.name.endswith("-ours")
    assert "答对" in result.stdout
    assert "1/1 题" in result.stdout


def test_retrieval_only_asks_no_chat_model(house: House) -> None:
    result = call(house, "--retrieval-only", "--out", "r", "--json")
    assert spoken(result)["slices"][0]["marks"]["recall@8"]["value"] == 1
    assert house.opened == [("assistant", "none")]
    assert house.assistant.finished == 0


def test_the_plain_pipeline_reads_the_raw_files(house: House) -> None:
    result = call(house, "--pipeline", "plain", "--retrieval-only", "--out", "r", "--json")
    assert result.exit_code == 0, result.output
    assert spoken(result)["slices"][0]["marks"]["recall@1"]["value"] == 1
    assert house.opened == [("models", "none")]


def test_selection_options(house: House) -> None:
    call(house, "--ids", "u1, q2", "--out", "a")
    call(house, "--category", "unanswerable", "--out", "b")
    assert [list(Run(Path(name)).outcomes) for name in "ab"] == [["q2", "u1"], ["u1"]]


def test_an_interrupted_run_goes_on_from_its_folder(house: House) -> None:
    call(house, "--out", "r")
    path = Path("r") / RESULTS
    path.write_text("".join(path.read_text(encoding="utf-8").splitlines(keepends=True)[:1]), encoding="utf-8")
    house.assistant.asked.clear()
    result = call(house, "run", "--resume", "r", "--json")
    assert result.exit_code == 0, result.output
    assert [asked[0] for asked in house.assistant.asked] == ["问2", "问3"]
    assert spoken(result)["answered"] == 3


def test_an_interruption_says_how_to_go_on(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(house.assistant, "stream", interrupt)
    result = call(house, "--out", "r")
    assert result.exit_code == 130
    assert "--resume r" in result.stderr


def test_failures_are_shown_and_asked_again_on_request(house: House) -> None:
    house.assistant.fail_on = "问2"
    result = call(house, "--out", "r")
    assert result.exit_code == 0
    assert "q2 调用失败：模型没有回应" in result.stderr
    house.assistant.fail_on = None
    assert spoken(call(house, "--resume", "r", "--json"))["slices"][0]["marks"]["failed"]["value"] > 0
    again = call(house, "--resume", "r", "--retry-failed", "--json")
    assert spoken(again)["slices"][0]["marks"]["failed"]["value"] == 0


def test_a_faulty_set_is_exit_code_2_and_nothing_is_written(house: House) -> None:
    write_set(Path("bad.jsonl"), [line(), line(), line(id="q3", remark=1)])
    result = call(house, "bad.jsonl", "--out", "r")
    assert result.exit_code == 2
    assert "第2行：编号 q1 与第1行重复" in result.stderr
    assert "第3行：remark：未知字段" in result.stderr
    assert result.stdout == ""
    assert not Path("r").exists()
    assert house.opened == []


def test_a_set_about_reports_that_are_not_there_is_exit_code_2(house: House) -> None:
    write_set(Path("bad.jsonl"), [line(docs=["000", "777"])])
    for arguments in (["bad.jsonl", "--out", "r"], ["check", "bad.jsonl"]):
        result = call(house, *arguments)
        assert result.exit_code == 2
        assert "第1行：docs 中的「777」在库中找不到对应的报告" in result.stderr
    assert not Path("r").exists()


def test_a_lost_quote_is_a_warning_when_measuring_and_a_fault_when_checking(house: House) -> None:
    write_set(Path("bad.jsonl"), [line(question="问1", evidence=[{"doc": "000", "quote": "报告里没有这句话"}])])
    assert call(house, "check", "bad.jsonl").exit_code == 2
    result = call(house, "bad.jsonl", "--out", "r")
    assert result.exit_code == 0
    assert "警告：bad.jsonl 第1行" in result.stderr


def test_check_says_that_all_is_well(house: House) -> None:
    result = call(house, "check")
    assert result.exit_code == 0
    assert "3 个问题" in result.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ["--url", "http://x", "--openai", "http://y", "--model", "m"],
        ["--url", "http://x", "--retrieval-only"],
        ["--openai", "http://x"],
        ["--model", "m"],
        ["--category", "facts"],
        ["--ids", "q9"],
        ["--resume", "nowhere"],
        ["report", "nowhere"],
        ["compare", "nowhere", "nowhere"],
        ["--gate", "nowhere"],
    ],
)
def test_wrong_use_is_one_message_and_no_traceback(house: House, arguments: list[str]) -> None:
    result = call(house, *arguments)
    assert result.exit_code in (1, 2)
    assert isinstance(result.exception, SystemExit)
    assert result.stderr.strip()
    assert house.opened == []


def test_a_run_can_be_marked_again_and_compared(house: House) -> None:
    call(house, "--out", "a")
    house.assistant.replies = {"问1": GOOD, "问2": GOOD}
    call(house, "--out", "b")
    (Path("a") / "report.html").unlink()
    assert call(house, "report", "a").exit_code == 0
    assert (Path("a") / "report.html").exists()
    comparison = spoken(call(house, "compare", "a", "b", "--json"))
    assert comparison["slices"][0]["marks"]["right"]["change"]["value"] == pytest.approx(1 / 3)
    assert comparison["changed"] == [
        {
            "id": "q2",
            "question": "问2",
            "before": {"verdict": "答错", "answer": "154万吨[1]。"},
            "after": {"verdict": "答对", "answer": GOOD},
        }
    ]
    text = call(house, "compare", "a", "b").stdout
    assert "变化的问题：1" in text
    assert "后（答对）" in text


def test_the_gate_chooses_the_questions_and_fails_below_the_floor(house: House) -> None:
    held = {"mark": "right", "at_least": 0.5}
    profiles = {
        "low": {"ids": ["q1", "q2"], "floors": [held]},
        "high": {"ids": ["q1", "q2"], "floors": [held, {"mark": "right", "at_least": 0.9}]},
    }
    Path("floors.json").write_text(json.dumps({"profiles": profiles}), encoding="utf-8")
    assert call(house, "--gate", "low", "--floors", "floors.json", "--out", "a").exit_code == 0
    fallen = call(house, "--gate", "high", "--floors", "floors.json", "--out", "b")
    assert fallen.exit_code == 1
    assert "未守住下限：全部·right：0.500 低于下限 0.9" in fallen.stderr
    assert call(house, "gate", "a", "high", "--floors", "floors.json").exit_code == 1
    assert call(house, "gate", "a", "low", "--floors", "floors.json").exit_code == 0


def test_the_documented_options_and_commands_exist(house: House) -> None:
    text = (Path(__file__).resolve().parents[2] / "docs" / "evaluation.md").read_text(encoding="utf-8")
    group = typer.main.get_command(app_for(house.openers()))
    assert isinstance(group, RunByDefault)
    known = {option for command in group.commands.values() for param in command.params for option in param.opts}
    documented = set(re.findall(r"--[a-z][a-z-]+", text))
    assert documented
    assert documented <= known
    assert set(re.findall(r"^qa eval ([a-z]+) ", text, re.MULTILINE)) == set(group.commands) - {"run"}


def test_runs_are_put_side_by_side(house: House) -> None:
    call(house, "--out", "a")
    house.assistant.replies = {"问1": GOOD, "问2": GOOD}
    call(house, "--out", "b")
    result = call(house, "table", "a", "b")
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("| 3 题 | a（ours） | b（ours） |\n")
    assert "| 答对 | 0.667 [" in result.stdout and " | 1.000 [1.000, 1.000] |" in result.stdout


def test_the_ablation_is_kept_in_the_run_and_shown(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    half = Estimate(0.5, 0.25, 0.75, 4)
    table = Ablation(("单项事实",), (4,), ("证据召回@4",), (Row("只用向量", ((half,),)), Row("＋标题", ((None,),))))
    monkeypatch.setattr(commands, "ablate", lambda *_: table)
    call(house, "--out", "r")
    result = call(house, "ablate", "r")
    assert result.exit_code == 0, result.output
    page, summary = (Path("r", name).read_text(encoding="utf-8") for name in ("report.html", "report.md"))
    assert "只用向量" in page and '0.500 <span class="ci">[0.250, 0.750]' in page
    assert (
        "| 单项事实（4 题） | 证据召回@4 |\n|---|---|\n| 只用向量 | 0.500 [0.250, 0.750] |\n" in summary
        and "| ＋标题 | – |" in summary
    )


def test_an_ablation_over_another_store_is_refused(house: House) -> None:
    call(house, "--out", "r")
    house.parts.store.generation = "index-2"
    result = call(house, "ablate", "r")
    assert result.exit_code == 1
    assert "index-1" in result.stderr and "index-2" in result.stderr


def test_a_judge_is_asked_once_and_its_word_is_marked(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    endpoint = Endpoint("错\n少了一项")
    monkeypatch.setattr(commands, "ChatEndpoint", lambda *_: endpoint)
    write_set(Path("why.jsonl"), [line(question="粮食为什么增产？"), line(id="q2", question="问1")])
    house.assistant.replies["粮食为什么增产？"] = GOOD
    call(house, "why.jsonl", "--out", "r")
    for _ in range(2):
        result = call(house, "judge", "r", "--url", "http://j/v1", "--model", "judge-1")
        assert result.exit_code == 0, result.output
        assert "评判了 1 个解释类回答，与要点评分一致 0 个" in result.stdout
    assert len(endpoint.asked) == 1
    assert "| 评判答对（解释类） | 0.000 [0.000, 0.000] | 1 |" in Path("r/report.md").read_text(encoding="utf-8")


def test_a_judge_that_fails_or_judges_itself_is_named(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commands, "ChatEndpoint", lambda *_: Endpoint(error="断了"))
    write_set(Path("why.jsonl"), [line(question="粮食为什么增产？")])
    house.assistant.replies["粮食为什么增产？"] = GOOD
    call(house, "why.jsonl", "--out", "r")
    result = call(house, "judge", "r", "--url", "http://j/v1", "--model", "fake")
    assert result.exit_code == 1
    assert "q1 评判模型没有应答：断了" in result.stderr
    assert "警告：fake 正是作答的模型" in result.stderr


@pytest.mark.parametrize("arguments", [["--help"], ["run", "--help"], ["compare", "--help"]])
def test_help(house: House, arguments: list[str]) -> None:
    result = call(house, *arguments)
    assert result.exit_code == 0
    assert "Usage" in result.stdout


def test_the_probe_asks_no_model_and_fails_below_its_floors(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    found = Found((Probed(Probe("报告", "北山市2023年水稻出口是多少？"), Verdict.FALSE, "增长43.2%"),))
    monkeypatch.setattr(commands, "probe", lambda *_: found)
    result = call(house, "probe", "--most", "5")
    assert result.exit_code == 1
    assert "北山市2023年水稻出口是多少？" in result.output and "未守住下限" in result.output
    assert house.opened == [("assistant", "none")]


def test_the_probe_says_what_was_asked_and_refused(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    found = Found((Probed(Probe("报告", "问"), Verdict.REFUSED, "没有"),))
    monkeypatch.setattr(commands, "probe", lambda *_: found)
    result = call(house, "probe")
    assert result.exit_code == 0, result.output
    assert "拒答 1.000，虚假 0" in result.output
