"""Which embedder the settings mean, known without loading it.

The identity of an embedder is a hash of its weights. It is remembered under the state of the files that it was
computed from (path, size, both times, inode): another file in their place has another state. Whoever loads the
embedder writes down what it really is, so that a wrong note cannot last.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path

from qa.models import weights
from qa.settings import Settings

FILE = "embedders.json"
_KEPT = 20


@dataclass(frozen=True, slots=True)
class EmbedderIdentity:
    """``name`` and ``dimension`` as the loaded embedder gives them."""

    name: str
    dimension: int


def remembered(settings: Settings) -> EmbedderIdentity | None:
    """The identity noted when these very files were last loaded with these settings; None when there is none."""
    state = _state(settings)
    note = _notes(settings).get(state) if state else None
    return EmbedderIdentity(str(note[0]), int(note[1])) if note else None


def remember(settings: Settings, identity: EmbedderIdentity) -> None:
    """Notes ``identity`` for the files as they are now. A cache folder that cannot be written is no error."""
    state = _state(settings)
    if state is None or remembered(settings) == identity:
        return
    notes = {**_notes(settings), state: (identity.name, identity.dimension)}
    kept = dict(list(notes.items())[-_KEPT:])
    draft = _file(settings).with_suffix(f".{os.getpid()}.tmp")
    try:
        draft.parent.mkdir(parents=True, exist_ok=True)
        draft.write_text(json.dumps(kept, ensure_ascii=False, indent=1), encoding="utf-8")
        draft.replace(_file(settings))
    except OSError:
        draft.unlink(missing_ok=True)


def _file(settings: Settings) -> Path:
    return weights.models_folder(settings) / FILE


def _notes(settings: Settings) -> dict[str, tuple[str, int]]:
    try:
        read = json.loads(_file(settings).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(read, dict):
        return {}
    return {state: (note[0], note[1]) for state, note in read.items() if _is_note(note)}


def _is_note(note: object) -> bool:
    return isinstance(note, list) and len(note) == 2 and isinstance(note[0], str) and isinstance(note[1], int)


def _state(settings: Settings) -> str | None:
    """Hash of the state of all files of the model and of the settings that go into its name; None off this machine."""
    folder = model_folder(settings)
    if folder is None:
        return None
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    states = [(str(path), *_times(path)) for path in files]
    chosen = settings.embedder
    text = json.dumps([str(folder), chosen.model, chosen.passage_prompt, states])
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()


def _times(path: Path) -> tuple[int, int, int, int]:
    info = path.stat()
    return info.st_size, info.st_mtime_ns, info.st_ctime_ns, info.st_ino


def model_folder(settings: Settings) -> Path | None:
    """Where the weights lie, when that is known without the library: the default model, or a folder by its path."""
    name = settings.embedder.model
    if name == weights.DEFAULT_EMBEDDER:
        return weights.e5_folder(settings) if weights.e5_present(settings) else None
    return Path(name).resolve() if Path(name).is_dir() else None
