"""The house's rules on imports, read from the source."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import qa

ROOT = Path(qa.__file__).parent
#: Rooms from the ground up; a room may import only from those below it.
LAYERS = (
    {"records", "errors", "places", "figures", "hanzi", "words", "wording", "deadline", "asked", "reported", "boosted"},
    {"settings", "profile", "prompts", "data"},
    {"corpus", "index", "models", "question", "statements"},
    {"retrieve"},
    {"answer"},
    {"evaluate", "web"},
    {"setup", "intake", "lookup", "progress"},
    {"langchain"},
    {"cli"},
    {"__main__"},
)
#: Rooms that must not know of each other, though they share a layer.
LEVEL = {room: level for level, rooms in enumerate(LAYERS) for room in rooms}
ONLY_IN = {
    "faiss": {"index"},
    "pymilvus": {"index"},
    "pyarrow": {"statements"},
    "openpyxl": {"statements"},
    "jieba": {"words"},
    "opencc": {"hanzi"},
    "fastapi": {"web"},
    "starlette": {"web"},
    "sse_starlette": {"web"},
    "uvicorn": {"web"},
    "mcp": {"web"},
    "sentence_transformers": {"models"},
    "xllamacpp": {"models"},
    "torch": {"models"},
    "langchain_openai": {"models"},
    "langchain_community": {"evaluate"},
    "langchain_text_splitters": {"evaluate"},
}


def modules() -> list[Path]:
    return sorted(ROOT.rglob("*.py"))


def room_of(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def imports(path: Path) -> list[str]:
    names: list[str] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names += [f"{node.module}.{alias.name}" for alias in node.names]
    return names


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_go_one_way(path: Path) -> None:
    room = room_of(path)
    if room == "__init__":
        return
    for name in imports(path):
        parts = name.split(".")
        if parts[0] == "qa" and len(parts) > 1 and parts[1] != room:
            assert LEVEL[parts[1]] <= LEVEL[room], f"{room} imports {name}"
        assert room in ONLY_IN.get(parts[0], {room}), f"{room} imports {name}"


def test_every_room_has_a_layer() -> None:
    assert {room_of(path) for path in modules()} - {"__init__"} <= set(LEVEL)


def test_nothing_unsafe_is_loaded() -> None:
    for path in modules():
        assert not {"pickle", "marshal", "shelve"} & {name.split(".")[0] for name in imports(path)}, path
        assert "trust_remote_code=True" not in path.read_text(encoding="utf-8")


#: Modules of ``answer`` that may read the text of a question: what of it they need it for.
READ_THE_QUESTION = {
    "assistant.py": "what is drawn of it taken out, and handed on to be written",
    "reading.py": "put into a prompt: to be translated, and as a model made it",
    "talk.py": "questions that the reports answer, told to the reader",
    "write.py": "put into a prompt, and its figures and words are given",
}


def test_nothing_behind_what_a_question_wants_reads_its_text() -> None:
    readers = {
        path.name
        for path in (ROOT / "answer").glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr == "question"
    }
    assert readers == set(READ_THE_QUESTION)
