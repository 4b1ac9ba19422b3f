"""The child process of ``sandbox``: bytes on standard input, JSON on standard output."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from qa.corpus.docx import read_docx
from qa.corpus.extracted import Extracted
from qa.corpus.kinds import FileKind
from qa.corpus.pdf import read_pdf
from qa.corpus.sandbox import CPU_SECONDS, MEMORY_BYTES
from qa.errors import FileError

MAX_CHARS = 20_000_000
_READERS: dict[FileKind, Callable[[bytes], Extracted]] = {FileKind.PDF: read_pdf, FileKind.DOCX: read_docx}


def main() -> None:
    _limit()
    reply = _reply(FileKind(sys.argv[1]), sys.stdin.buffer.read())
    sys.stdout.write(json.dumps(reply))


def _limit() -> None:
    """Kernel limits, where the system has them; writing files is not needed at all."""
    try:
        import resource
    except ImportError:
        return
    for name, value in (
        ("RLIMIT_AS", MEMORY_BYTES),
        ("RLIMIT_CPU", CPU_SECONDS),
        ("RLIMIT_FSIZE", 0),
        ("RLIMIT_CORE", 0),
    ):
        try:
            resource.setrlimit(getattr(resource, name), (value, value))
        except (ValueError, OSError):
            # macOS refuses limits on the address space; the wall clock still holds.
            continue


def _reply(kind: FileKind, data: bytes) -> dict[str, Any]:
    try:
        extracted = _READERS[kind](data)
    except FileError as exc:
        return {"error": str(exc)}
    except MemoryError:
        return {"error": f"解析需要超过 {MEMORY_BYTES / 1e9:.0f} GB 内存，已放弃"}
    if len(extracted.text) > MAX_CHARS:
        return {"error": f"文件里有 {len(extracted.text)} 个字，超过上限 {MAX_CHARS} 个"}
    return asdict(extracted)


if __name__ == "__main__":
    main()
