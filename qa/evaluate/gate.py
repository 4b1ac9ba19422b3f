"""The floors that marks may not fall below, kept in a small committed file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from qa.errors import InputError
from qa.evaluate.marks import MEASURES, STAGES, Scores, Summary
from qa.evaluate.stats import Estimate

FLOORS = Path(__file__).with_name("floors.json")


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Floor(_Model):
    """``mark`` of the slice labelled ``slice`` has to be at least (at most) this."""

    slice: str = "全部"
    mark: str
    at_least: float | None = None
    at_most: float | None = None

    @model_validator(mode="after")
    def _limited(self) -> Floor:
        if self.at_least is None and self.at_most is None:
            raise ValueError(f"「{self.mark}」没有写 at_least 或 at_most")
        return self

    @field_validator("mark")
    @classmethod
    def _known(cls, mark: str) -> str:
        if mark not in {measure.key for measure in MEASURES} | _SPEEDS:
            raise ValueError(f"没有「{mark}」这项指标")
        return mark


class Profile(_Model):
    """One gate: which questions are asked (empty: all), with answers or without, and the floors."""

    ids: tuple[str, ...] = ()
    retrieval_only: bool = False
    floors: Annotated[tuple[Floor, ...], Field(min_length=1)]


class _Floors(_Model):
    """``profiles`` for answers; ``statements`` for the marks of their extraction, each at least that."""

    profiles: dict[str, Profile] = {}
    statements: dict[Literal["recall", "precision", "indicator", "period", "basis", "facet", "place"], float] = {}


@dataclass(frozen=True, slots=True)
class Fall:
    """A floor that was not held; ``value`` None: the mark was not measured at all."""

    floor: Floor
    value: float | None

    def __str__(self) -> str:
        if self.floor.at_least is not None and not (self.value is not None and self.value >= self.floor.at_least):
            limit, missed, wanted = self.floor.at_least, "低于下限", "要求不低于"
        else:
            limit, missed, wanted = self.floor.at_most or 0.0, "高于上限", "要求不高于"
        said = f"未测得，{wanted}" if self.value is None else f"{self.value:.3f} {missed}"
        return f"{self.floor.slice}·{self.floor.mark}：{said} {limit}"


_SPEEDS = {f"{stage}_{share}" for stage, _, _ in STAGES for share in ("p50", "p95")}


def load_profile(name: str, path: Path = FLOORS) -> Profile:
    """Raises InputError when the file cannot be read or has no such profile."""
    profiles = _load(path).profiles
    if name not in profiles:
        raise InputError(f"下限文件 {path} 中没有「{name}」，只有 {'、'.join(profiles)}")
    return profiles[name]


def statement_falls(measured: Mapping[str, Estimate | None], path: Path = FLOORS) -> tuple[str, ...]:
    """What of the floors of extraction is not held; a mark that was not measured is never held.

    Raises InputError when the file cannot be read or has no floors for statements.
    """
    floors = _load(path).statements
    if not floors:
        raise InputError(f"下限文件 {path} 中没有 statements 一项")
    return tuple(
        f"{mark}：{f'{estimate.value:.3f} 低于下限' if estimate else '未测得，要求不低于'} {least}"
        for mark, least in floors.items()
        if (estimate := measured.get(mark)) is None or estimate.value < least
    )


def _load(path: Path) -> _Floors:
    try:
        return _Floors.model_validate_json(path.read_bytes())
    except OSError as exc:
        raise InputError(f"读不了下限文件 {path}：{exc.strerror}") from exc
    except ValidationError as exc:
        raise InputError(f"下限文件 {path} 有误：{exc.errors(include_url=False)[0]['msg']}") from exc


def falls(profile: Profile, summary: Summary) -> tuple[Fall, ...]:
    """The floors that ``summary`` does not hold; a mark that was not measured is never held."""
    measured = ((floor, _value(floor, summary)) for floor in profile.floors)
    return tuple(Fall(floor, value) for floor, value in measured if not _held(floor, value))


def _value(floor: Floor, summary: Summary) -> float | None:
    stage, _, share = floor.mark.rpartition("_")
    if floor.mark in _SPEEDS:
        speed = next((speed for speed in summary.speeds if speed.key == stage), None)
        return None if speed is None else (speed.p50 if share == "p50" else speed.p95).value
    scores = next((scores for scores in summary.slices if scores.slice.label == floor.slice), None)
    return None if scores is None else _estimate(scores, floor.mark)


def _estimate(scores: Scores, key: str) -> float | None:
    estimate = scores.of(key)
    return None if estimate is None else estimate.value


def _held(floor: Floor, value: float | None) -> bool:
    if value is None:
        return False
    above = floor.at_least is None or value >= floor.at_least
    return above and (floor.at_most is None or value <= floor.at_most)
