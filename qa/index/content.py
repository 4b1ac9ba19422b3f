"""What a store is made of and the name that follows from it; light enough to ask before anything is loaded."""

from __future__ import annotations

import json
from collections.abc import Sequence

from pydantic import TypeAdapter

from qa.index import layout
from qa.index.layout import FORMAT, Recipe
from qa.records import Passage, Report
from qa.statements import VERSION as STATEMENTS_VERSION
from qa.words import VERSION as WORDS_VERSION

REPORT: TypeAdapter[Report] = TypeAdapter(Report)
PASSAGE: TypeAdapter[Passage] = TypeAdapter(Passage)


def recipe_for(embedder: str, dimension: int, passage_chars: int) -> Recipe:
    return Recipe(
        format=FORMAT,
        embedder=embedder,
        dimension=dimension,
        passage_chars=passage_chars,
        words=WORDS_VERSION,
        statements=STATEMENTS_VERSION,
    )


def generation_of(recipe: Recipe, reports: Sequence[Report], passages: Sequence[Passage]) -> str:
    """Name of the store with this content: equal content, equal name."""
    content = [json.dumps(recipe.model_dump(), sort_keys=True).encode(), dump_reports(reports), dump_passages(passages)]
    return layout.sha256(b"\0".join(content))[:16]


def dump_reports(reports: Sequence[Report]) -> bytes:
    return b"".join(REPORT.dump_json(report) + b"\n" for report in reports)


def dump_passages(passages: Sequence[Passage]) -> bytes:
    return b"".join(PASSAGE.dump_json(passage) + b"\n" for passage in passages)
