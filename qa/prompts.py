"""Prompts are TOML files: ``variables``, ``system``, ``user``; ``$name`` stands for a variable.

The fixed part comes first (system), so that a local server keeps it cached between questions.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from string import Template

from qa.errors import PromptError

#: Every prompt the code asks for, with the variables that it gives.
REQUIRED = {
    "again": frozenset({"draft", "evidence", "problems", "question"}),
    "again_small": frozenset({"draft", "evidence", "problems", "question"}),
    "answer": frozenset({"evidence", "question"}),
    "answer_small": frozenset({"evidence", "question"}),
    "judge": frozenset({"answer", "evidence", "gold", "question"}),
    "translate": frozenset({"question"}),
    "understand": frozenset({"history", "question", "today"}),
}


@dataclass(frozen=True, slots=True)
class Prompt:
    """``sha256`` of the file goes into evaluation records."""

    name: str
    system: str
    user: Template
    sha256: str

    def fill(self, **values: str) -> str:
        return self.user.substitute(values)


def load_prompts(folder: Path) -> dict[str, Prompt]:
    """Every prompt of ``REQUIRED``. Raises PromptError when one is missing or its variables do not fit."""
    return {name: _load(folder / f"{name}.toml", variables) for name, variables in REQUIRED.items()}


def _load(path: Path, expected: frozenset[str]) -> Prompt:
    try:
        data = path.read_bytes()
        fields = tomllib.loads(data.decode("utf-8"))
        system, user, declared = str(fields["system"]), Template(str(fields["user"])), frozenset(fields["variables"])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, TypeError) as exc:
        raise PromptError(f"提示词文件 {path} 缺失或格式不对：{exc}") from exc
    if not user.is_valid() or not (expected == declared == frozenset(user.get_identifiers())):
        used = sorted(user.get_identifiers()) if user.is_valid() else "（$ 用法有误）"
        raise PromptError(
            f"提示词文件 {path} 的变量不对：程序提供 {sorted(expected)}，文件声明 {sorted(declared)}，正文使用 {used}"
        )
    return Prompt(path.stem, system.strip(), user, sha256(data).hexdigest())
