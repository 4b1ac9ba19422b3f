"""What users know better: ``reports.toml`` beside the reports, one table a file.

["2017年报告.txt"]
place = "张家口市"
year = 2017
"""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from qa.corpus.files import Found
from qa.errors import InputError
from qa.places import Place, load_gazetteer
from qa.records import ReportKind
from qa.wording.times import FIRST_YEAR, LAST_YEAR

FILE = "reports.toml"
KINDS = {
    "政府工作报告": ReportKind.WORK_REPORT,
    "决议": ReportKind.RESOLUTION,
    "规划": ReportKind.PLAN,
    "其他": ReportKind.OTHER,
}
Year = Annotated[int, Field(ge=FIRST_YEAR, le=LAST_YEAR)]
Text = Annotated[str, Field(min_length=1, max_length=200)]


class Correction(BaseModel):
    """What the user says of one file; None leaves what was read. ``skip``: the file is no report at all."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    place: Text | None = None
    year: Year | None = None
    title: Text | None = None
    kind: Literal["政府工作报告", "决议", "规划", "其他"] | None = None
    reviewed: tuple[Year, ...] | None = Field(None, strict=False)
    planned: tuple[Year, ...] | None = Field(None, strict=False)
    meeting: Text | None = None
    date: datetime.date | None = None
    speaker: Text | None = None
    skip: bool = False

    def said_place(self) -> Place | None:
        return load_gazetteer().get(self.place) if self.place else None

    def said_kind(self) -> ReportKind | None:
        return KINDS[self.kind] if self.kind else None


NO_CORRECTION = Correction()
_FILE: TypeAdapter[dict[str, Correction]] = TypeAdapter(dict[str, Correction])


@dataclass(frozen=True, slots=True)
class Corrections:
    """Corrections by folder and by path below it."""

    folders: Mapping[Path, Mapping[str, Correction]]

    def of(self, found: Found) -> Correction:
        said = self.folders.get(found.folder, {})
        # A file of corrections can hold no broken bytes: it names files as they are shown.
        return said.get(found.key) or said.get(found.name, NO_CORRECTION)

    def unused(self, found: Iterable[Found]) -> list[str]:
        """Names that no file of a walked folder has; a folder of which single files were named is not looked through."""
        keys: dict[Path, set[str]] = {}
        for file in found:
            if file.inside:
                keys.setdefault(file.folder, set()).update((file.key, file.name))
        return [name for folder, known in keys.items() for name in self.folders.get(folder, {}) if name not in known]


def load_corrections(folders: Iterable[Path]) -> Corrections:
    """Raises InputError naming file, table and key when one is unknown or its value does not fit."""
    return Corrections({folder: _load(folder / FILE) for folder in dict.fromkeys(folders) if (folder / FILE).is_file()})


def _load(file: Path) -> dict[str, Correction]:
    try:
        corrections = _FILE.validate_python(tomllib.loads(file.read_text(encoding="utf-8-sig")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as exc:
        raise InputError(f"读不了 {file}：{exc}") from exc
    except ValidationError as exc:
        problems = "；".join(_problem(error["loc"], error["type"], error["msg"]) for error in exc.errors())
        raise InputError(f"{file} 有误：{problems}") from exc
    for name, correction in corrections.items():
        if correction.place is not None and correction.said_place() is None:
            raise InputError(f"{file} 有误：[{name}] 的 place 不是唯一的行政区划名：{correction.place}")
    return corrections


def _problem(where: tuple[int | str, ...], kind: str, message: str) -> str:
    table, key = str(where[0]), ".".join(map(str, where[1:]))
    if kind == "extra_forbidden":
        return f"[{table}] 里没有 {key} 这一项（可用：{'、'.join(Correction.model_fields)}）"
    return f"[{table}] 的 {key}：{message}" if key else f'{table} 应是一个表，写作 ["{table}"]'
