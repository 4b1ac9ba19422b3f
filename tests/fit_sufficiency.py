"""Fits the model of ``qa.answer.sufficiency``: ``python -m tests.fit_sufficiency``, half an hour on two cores.

Every question of the sets in this repository is asked of its reports with the decision put off, so that whatever was found
is quoted, and marked. Each answerable one is asked once more of the same reports without the sentences that its answer rests
on: what is quoted then is wrong unless the reports say it again. So is whatever is quoted for a measure that the reports do
not tell of a thing, or for a thing that they never name. Prints what the model makes of questions in sets that it was not
fitted to (each set in turn is left out), how likely it holds answers beside how many are right, and writes ``qa/data/sufficiency.json`` (with ``--write``).
``--keep FOLDER``: stores and marks stay there, and are used again where they are (otherwise in ``runs``).
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.metrics import brier_score_loss, roc_auc_score
from sklearn.model_selection import GroupKFold

from qa.answer.assistant import Assistant
from qa.answer.features import NAMES, Features
from qa.answer.sufficiency import ENOUGH, MODEL
from qa.evaluate.answers import Verdict, mark_answer, refusal_phrases
from qa.evaluate.probe import drawn, remeasured, swapped
from qa.evaluate.questions import Question, load
from qa.evaluate.quotes import RUN, bare
from qa.evaluate.run import machine
from qa.evaluate.system import Ours, Outcome
from qa.index.store import Store, open_store
from qa.records import Report
from qa.settings import Settings, load_settings
from qa.setup import assemble, open_shelf
from qa.setup import load as load_all

ROOT = Path(__file__).parents[1]
REPORTS = ROOT / "tests" / "reports"
#: Reports that are asked about together, and the beginnings of the names of the sets that ask about them.
SHELVES: dict[str, tuple[tuple[Path, ...], tuple[str, ...]]] = {
    "provinces": (
        (ROOT / "seeds", REPORTS / "provinces"),
        (
            *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "ninth", "tenth", "thirteenth"),
            *("fifteenth", "eighteenth", "tune"),
        ),
    ),
    "seeds": ((ROOT / "seeds",), ()),
    "made_up": ((REPORTS / "made_up",), ("unseen",)),
    "recalled": ((REPORTS / "recalled",), ("eleventh", "seventeenth")),
    "retold": ((REPORTS / "retold",), ("twelfth",)),
    "remembered": ((REPORTS / "remembered",), ("fourteenth", "sixteenth")),
}
#: A question of so many goes without the sentences that its answer rests on in each round: not too much is missing at once.
ROUNDS = 3
#: Questions after measures that are not told, and after things that are not named, of each shelf.
MADE_UP, SEED = 200, 1
#: Weight of a question whose answer was taken out, and of one that is made: people mostly ask for what is there.
TAKEN_OUT, MADE = 0.1, 0.05
#: Of the model: few, shallow trees, each fitted to a part of the questions and features.
TREES = {
    "n_estimators": 500,
    "max_depth": 3,
    "learning_rate": 0.03,
    "subsample": 0.7,
    "max_features": 0.4,
    "min_samples_leaf": 8,
    "random_state": 0,
}
FOLDS, BINS = 8, 10
_MADE = "made"
Rates = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Row:
    """One question: what was found for it, and whether quoting that was ``right``."""

    set: str
    id: str
    kind: str
    answerable: bool
    taken_out: bool
    right: bool
    features: dict[str, float]

    @property
    def weight(self) -> float:
        return MADE if self.kind == _MADE else TAKEN_OUT if self.taken_out else 1.0


def question_files(shelf: str) -> list[Path]:
    _, names = SHELVES[shelf]
    found = [path for path in sorted((REPORTS / "questions").glob("*.jsonl")) if path.stem.partition("_")[0] in names]
    return found if names else [ROOT / "seeds" / "questions.jsonl"]


def rows_of(shelf: str, keep: Path) -> Iterator[Row]:
    """Asks all that is to be asked of one shelf."""
    whole, (reports, _) = keep / shelf, SHELVES[shelf]
    if not (whole / "CURRENT").exists():
        _ingest(whole, reports)
    yield from _asked(whole, {path: _questions(path) for path in question_files(shelf)}, taken_out=False)
    yield from _made_up(whole, shelf)
    for number in range(ROUNDS):
        chosen = {path: _round(_questions(path), number) for path in question_files(shelf)}
        less = keep / f"{shelf}-{number}"
        if not (less / "CURRENT").exists():
            shutil.copytree(whole, less)
            _ingest(less, [_without(open_store(whole), chosen, keep / f"{shelf}-{number}-reports")])
        yield from _asked(less, chosen, taken_out=True)


def _questions(path: Path) -> list[Question]:
    return [line.question for line in load(path)]


def _round(questions: Sequence[Question], number: int) -> list[Question]:
    resting = [question for question in questions if question.answerable and question.evidence]
    return resting[number::ROUNDS]


def _ingest(index: Path, reports: Sequence[Path]) -> None:
    command = [sys.executable, "-m", "qa", "ingest", *map(str, reports)]
    subprocess.run(command, check=True, cwd=ROOT, env={**os.environ, "QA_INDEX_DIR": str(index)})


def _without(store: Store, chosen: dict[Path, list[Question]], folder: Path) -> Path:
    """The reports of ``store`` as text files, without the sentences that the answers to these questions rest on."""
    quotes = {bare(gold.quote) for questions in chosen.values() for each in questions for gold in each.evidence}
    folder.mkdir(parents=True, exist_ok=True)
    for report in store.reports:
        text = report.text
        for start, end in sorted(_resting(store, report, quotes), reverse=True):
            text = text[:start] + text[end:]
        (folder / Path(report.sources[0].name).name).with_suffix(".txt").write_text(text, encoding="utf-8")
    return folder


def _resting(store: Store, report: Report, quotes: set[str]) -> set[tuple[int, int]]:
    once = {(each.start, each.end) for passage in store.passages_of(report.id) for each in passage.sentences}
    return {span for span in once if _is_of(bare(report.text[slice(*span)]), quotes)}


def _is_of(text: str, quotes: set[str]) -> bool:
    """Whether ``text`` holds one of ``quotes``, or is a part of one that is no accident."""
    return any(quote in text or (len(text) >= RUN and text in quote) for quote in quotes)


def _made_up(index: Path, shelf: str) -> Iterator[Row]:
    """Questions that the reports do not answer: after measures that they do not tell of what they tell others of, and after
    things that they never name. Whatever is quoted is wrong."""
    settings, seen = _settings(index), list[Features]()
    with closing(_put_off(settings, seen)) as assistant:
        for kind, made in (("measures", remeasured), ("things", swapped)):
            for number, asked in enumerate(drawn(made(open_shelf(settings)), MADE_UP, SEED)):
                seen.clear()
                outcome = Ours(assistant, 8).answer(asked.question, ())
                if outcome.likelihood is not None and not outcome.refused:
                    features = asdict(seen[int(outcome.likelihood) - 1])
                    yield Row(f"{kind}-{shelf}", str(number), _MADE, False, True, False, features)


def _asked(index: Path, sets: dict[Path, list[Question]], taken_out: bool) -> Iterator[Row]:
    """Every question that a search is made for, whatever it finds being quoted."""
    seen: list[Features] = []
    with closing(_put_off(_settings(index), seen)) as assistant:
        system = Ours(assistant, 8)
        for path, questions in sets.items():
            phrases = refusal_phrases(_questions(path))
            for question in questions:
                seen.clear()
                outcome = system.answer(question.question, question.turns)
                right = _right(question, outcome, phrases, taken_out)
                if outcome.likelihood is not None and not outcome.refused and right is not None:
                    kind, features = question.category, asdict(seen[int(outcome.likelihood) - 1])
                    yield Row(path.stem, question.id, kind, question.answerable, taken_out, right, features)


def _settings(index: Path) -> Settings:
    return load_settings({**os.environ, "QA_INDEX_DIR": str(index), "QA_CHAT__MODE": "none"})


def _put_off(settings: Settings, seen: list[Features]) -> Assistant:
    """It quotes whatever it finds; ``seen`` has what that was found to be."""

    def told(features: Features) -> float:
        seen.append(features)
        # Enough, and which of them all it was.
        return float(len(seen))

    return assemble(settings, load_all(settings, told), None)


def _right(question: Question, outcome: Outcome, phrases: Sequence[str], taken_out: bool) -> bool | None:
    """None where quotes alone do not tell: what is to be reckoned is in them, or they put a premise right."""
    marks = mark_answer(question, outcome, phrases)
    verdict = marks.verdict if marks else Verdict.FAILED
    if not question.answerable:
        return None if verdict is Verdict.RIGHT else False
    if taken_out:
        return verdict is Verdict.RIGHT
    if verdict in (Verdict.RIGHT, Verdict.TRAP):
        return True
    quoted = [bare(citation.quote) for citation in outcome.citations or ()]
    rests = any(_is_of(each, {bare(gold.quote)}) for each in quoted for gold in question.evidence)
    return None if rests and question.category in ("compare", "trend") else False


def fitted(rows: Sequence[Row], chosen: Sequence[int]) -> GradientBoostingClassifier:
    values, right = _values([rows[i] for i in chosen]), [rows[i].right for i in chosen]
    weights = [rows[i].weight for i in chosen]
    return GradientBoostingClassifier(**TREES).fit(values, right, sample_weight=weights)


def left_out(rows: Sequence[Row]) -> Rates:
    """The likelihood of each by a model fitted to other sets; the halves of one set are not told apart."""
    groups = [row.set.partition("_")[0] for row in rows]
    found = np.zeros(len(rows))
    for others, own in GroupKFold(min(FOLDS, len(set(groups)))).split(rows, groups=groups):
        found[own] = fitted(rows, others).predict_proba(_values([rows[i] for i in own]))[:, 1]
    return found


def _values(rows: Sequence[Row]) -> Rates:
    return np.array([[row.features[name] for name in NAMES] for row in rows])


def told(rows: Sequence[Row], likely: Rates) -> Iterator[str]:
    right, out = np.array([row.right for row in rows]), np.array([row.taken_out for row in rows])
    made, unanswerable = (
        np.array([row.kind == _MADE for row in rows]),
        np.array([not row.answerable for row in rows]),
    )
    given = likely >= ENOUGH
    yield f"machine: {machine()['processor']}, {len(rows)} questions, {(out & ~made).sum()} of them with the answer taken out"
    yield f"AUC {roc_auc_score(right, likely):.3f}, Brier score {brier_score_loss(right, likely):.3f}"
    for name, some in (
        ("answered where quoting is right", right & ~out),
        ("answered though unanswerable", unanswerable & ~made),
        ("answered though taken out", out & ~right & ~made),
        ("answered what is made up", made),
        ("answered wrongly else", ~right & ~out & ~unanswerable),
    ):
        yield f"{name}: {(given & some).sum()} of {some.sum()}"
    yield "| likelihood | questions | right |\n|---|---|---|"
    asked = ~out
    for low in np.arange(0, 1, 1 / BINS):
        some = asked & (likely >= low) & (likely < low + 1 / BINS + (low > 1 - 1.5 / BINS))
        yield f"| {low:.1f}–{low + 1 / BINS:.1f} | {some.sum()} | {right[some].mean() if some.any() else 0:.2f} |"
    ranks = fitted(rows, range(len(rows))).feature_importances_
    yield "features by weight: " + ", ".join(f"{NAMES[i]} {ranks[i]:.2f}" for i in np.argsort(-ranks))


def as_data(model: GradientBoostingClassifier) -> dict[str, Any]:
    """The trees as ``qa.boosted`` reads them."""
    prior = float(model.init_.class_prior_[1])
    trees = [_node(tree.tree_, 0, model.learning_rate) for [tree] in model.estimators_]
    return {"features": list(NAMES), "base": round(float(np.log(prior / (1 - prior))), 4), "trees": trees}


def _node(tree: Any, at: int, rate: float) -> Any:
    if tree.children_left[at] < 0:
        return round(float(tree.value[at][0][0]) * rate, 4)
    below, above = (_node(tree, int(child[at]), rate) for child in (tree.children_left, tree.children_right))
    return [int(tree.feature[at]), round(float(tree.threshold[at]), 4), below, above]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keep", type=Path, default=ROOT / "runs" / "sufficiency")
    parser.add_argument("--write", action="store_true")
    chosen = parser.parse_args()
    chosen.keep.mkdir(parents=True, exist_ok=True)
    rows: list[Row] = []
    for shelf in SHELVES:
        marks = chosen.keep / f"{shelf}.jsonl"
        if not marks.exists():
            lines = [json.dumps(asdict(row), ensure_ascii=False) for row in rows_of(shelf, chosen.keep)]
            marks.write_text("\n".join(lines), encoding="utf-8")
        rows += [Row(**json.loads(line)) for line in marks.read_text("utf-8").splitlines()]
    print("\n".join(told(rows, left_out(rows))))
    if chosen.write:
        model = fitted(rows, range(len(rows)))
        MODEL.write_text(json.dumps(as_data(model)), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
