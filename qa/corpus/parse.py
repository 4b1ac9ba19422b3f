"""The child process of ``sandbox``: bytes on standard input, JSON on standard output.

Arguments: the kind of file; for a PDF whose scanned pages are to be recognised also the seconds of processor time.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from qa.corpus.docx import read_docx
from qa.corpus.extracted import Extracted
from qa.corpus.kinds import FileKind
from qa.corpus.ocr import Recogniser
from qa.corpus.pdf import read_pdf
from qa.corpus.sandbox import CPU_SECONDS, MEMORY_BYTES, RECOGNISING_BYTES
from qa.errors import FileError

MAX_CHARS = 20_000_000
_READERS: dict[FileKind, Callable[[bytes], Extracted]] = {FileKind.PDF: read_pdf, FileKind.DOCX: read_docx}


def main() -> None:
    kind, *seconds = sys.argv[1:]
    _limit(*((RECOGNISING_BYTES, int(seconds[0])) if seconds else (MEMORY_BYTES, CPU_SECONDS)))
    reply = _reply(FileKind(kind), sys.stdin.buffer.read(), Recogniser() if seconds else None)
    sys.stdout.write(json.dumps(reply))


def _limit(memory: int = MEMORY_BYTES, seconds: int = CPU_SECONDS) -> None:
    """Kernel limits, where the system has them; writing files is not needed at all."""
    try:
        import resource
    except ImportError:
        return
    for name, value in (
        ("RLIMIT_AS", memory),
        ("RLIMIT_CPU", seconds),
        ("RLIMIT_FSIZE", 0),
        ("RLIMIT_CORE", 0),
    ):
        try:
            resource.setrlimit(getattr(resource, name), (value, value))
        except (ValueError, OSError):
            # macOS refuses limits on the address space; the wall clock still holds.
            continue


def _reply(kind: FileKind, data: bytes, recogniser: Recogniser | None = None) -> dict[str, Any]:
    try:
        extracted = read_pdf(data, recogniser) if recogniser else _READERS[kind](data)
    except FileError as exc:
        return {"error": str(exc)}
    except MemoryError:
        return {"error": f"解析需要超过 {MEMORY_BYTES / 1e9:.0f} GB 内存，已放弃"}
    if len(extracted.text) > MAX_CHARS:
        return {"error": f"文件里有 {len(extracted.text)} 个字，超过上限 {MAX_CHARS} 个"}
    return asdict(extracted)


if __name__ == "__main__":
    main()
