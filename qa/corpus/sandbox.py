"""PDF and DOCX are parsed, and scanned pages recognised, in a child process: memory, processor and time are limited, and
a crash is only a problem."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from pydantic import TypeAdapter

import qa
from qa.corpus.extracted import Extracted
from qa.corpus.kinds import FileKind
from qa.errors import FileError

MEMORY_BYTES = 1_000_000_000
CPU_SECONDS = 30
WALL_SECONDS = 60
#: What recognising needs: its models and a page at a time, and so long for a page, on a slow machine with one core.
RECOGNISING_BYTES = 4_000_000_000
RECOGNISING_SECONDS = 30
_MODULE = "qa.corpus.parse"
_REPLY = TypeAdapter(Extracted)


def parse(kind: FileKind, data: bytes, *, wall_seconds: float = WALL_SECONDS) -> Extracted:
    """The text of ``data``. Raises FileError, also when the child dies or takes too long."""
    return _run([kind.value], data, wall_seconds, CPU_SECONDS)


def recognise(data: bytes, pages: int) -> Extracted:
    """The text of a PDF of which so many ``pages`` are pictures, as ``parse``; its limits grow with them."""
    seconds = CPU_SECONDS + RECOGNISING_SECONDS * pages
    return _run([FileKind.PDF.value, str(seconds)], data, 2.0 * seconds, seconds)


def _run(arguments: Sequence[str], data: bytes, wall_seconds: float, cpu_seconds: int) -> Extracted:
    command = [sys.executable, "-P", "-m", _MODULE, *arguments]
    try:
        done = subprocess.run(  # noqa: S603
            command, input=data, capture_output=True, timeout=wall_seconds, env=_environment(), check=False
        )
    except subprocess.TimeoutExpired as exc:
        raise FileError(f"解析超过 {wall_seconds:.0f} 秒，已放弃") from exc
    if done.returncode:
        raise FileError(_death(done.returncode, cpu_seconds))
    reply = json.loads(done.stdout)
    if "error" in reply:
        raise FileError(reply["error"])
    return _REPLY.validate_python(reply)


def _environment() -> dict[str, str]:
    """Nothing of the caller's: settings and keys are no business of a parser."""
    kept = {name: os.environ[name] for name in ("SYSTEMROOT", "TMPDIR") if name in os.environ}
    return {**kept, "PYTHONPATH": str(Path(qa.__file__).resolve().parent.parent), "PYTHONUTF8": "1"}


def _death(code: int, cpu_seconds: int) -> str:
    if code in (-getattr(signal, "SIGXCPU", 24), -signal.SIGKILL if os.name == "posix" else 1):
        return f"解析用了超过 {cpu_seconds} 秒处理器时间或过多内存，已放弃"
    return f"解析程序意外退出（{code}），文件可能已损坏"
