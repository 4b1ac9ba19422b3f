"""Passages ranked by Milvus in place of the files on disk. The one module that knows pymilvus.

Each part of a generation is one collection, named by what is in it and never changed: a row is a passage of the part, with
its vector, its words, and what filters ask for. Words are sparse vectors of our own cutting, weighed as on disk, and the
rarities of those asked for come with the question: their product is the BM25 of the files. The alias of a collection is set
once all its rows are there, so that one half written is never read; CURRENT on disk, which names the parts, is the one
switch, so that reports on disk and rows in Milvus are always of the same generation.
"""

from __future__ import annotations

import json
import logging
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import accumulate, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from qa.errors import SettingsError, StoreCorrupt, StoreError, StoreMissing, StoreUnavailable
from qa.index import layout
from qa.index.layout import Manifest, Recipe
from qa.index.part import Part, Progress, open_part
from qa.index.store import Store, check_recipe
from qa.index.vectors import EXACT_LIMIT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.index.vectors import Vectors
    from qa.records import Filters
    from qa.settings import StoreSettings

#: Raised whenever the fields of a collection change.
FORMAT = 1
# Files of a part that decide what its collection holds.
_DECIDE = ("passages.npy", "reports.jsonl", "texts.txt", "vectors.npy", "years.json", "words/")
# Rows sent at a time, a few megabytes.
_BATCH = 1000
# Seconds for one step of writing: building an index over a million rows takes minutes.
_PATIENCE = 1800.0
_MAX_YEARS = 1024
# Property of a collection: how what is in it was made.
_RECIPE = "qa.recipe"

log = logging.getLogger(__name__)

Ranked = list[tuple[int, float]]


def open_milvus(settings: StoreSettings) -> Milvus | None:
    """None where the settings choose the local store. Nothing is asked of the server yet. Raises SettingsError."""
    if settings.backend == "local":
        return None
    try:
        import pymilvus
    except ImportError as exc:
        raise SettingsError("QA_STORE__BACKEND=milvus 需要另装：pip install '.[milvus]'") from exc
    logging.getLogger(pymilvus.__name__).setLevel(logging.CRITICAL)
    # milvus-lite, a server in this process, has not all methods that pymilvus tries and can do without.
    logging.getLogger("grpc._server").setLevel(logging.CRITICAL)
    return Milvus(settings)


def collection_of(files: Mapping[str, str]) -> str:
    """Name of the collection of the part with these files: equal content, equal name."""
    told = {name: digest for name, digest in files.items() if name.startswith(_DECIDE)}
    return f"qa{FORMAT}_{layout.sha256(json.dumps(told, sort_keys=True).encode())[:24]}"


def _alias(name: str) -> str:
    return f"{name}_whole"


class Milvus:
    """One database. Every method raises StoreUnavailable when the server is gone, slow, or refuses."""

    def __init__(self, settings: StoreSettings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._client: Any = None

    @property
    def timeout(self) -> float:
        return self._settings.timeout

    def ranking(self, store: Store) -> MilvusRanking:
        """Of the opened generation. A server that is gone is no reason not to start: it is asked again with each question.

        Raises StoreMissing, StoreMismatch and StoreCorrupt when it has not what it should.
        """
        ranking = MilvusRanking(self, store)
        try:
            ranking.check()
        except StoreUnavailable as exc:
            log.warning("serving without Milvus until it answers: %s", str(exc))
        return ranking

    def has(self, folder: Path) -> bool:
        """Whether it holds all of the generation in ``folder``."""
        manifest = layout.read_manifest(folder)
        return all(self._is_whole(name, rows, _PATIENCE) for name, rows in _wanted(manifest))

    def hold(self, folder: Path, progress: Progress) -> None:
        """Copy what it has not of the generation in ``folder``; readers see a part once all of it is there."""
        manifest = layout.read_manifest(folder)
        for part, (name, rows) in zip(manifest.parts, _wanted(manifest), strict=True):
            if not self._is_whole(name, rows, _PATIENCE):
                opened = open_part(folder / part.folder, {})
                self._write(name, manifest.recipe, opened, lambda done, rows=rows: progress("写入 Milvus", done, rows))

    def names(self, root: Path) -> set[str]:
        """The collections of all generations under ``root``."""
        return {name for folder in layout.generations(root) for name in _names_in(folder)}

    def drop(self, names: Iterable[str]) -> None:
        with self.client(_PATIENCE) as client:
            for name in filter(client.has_collection, names):
                client.drop_alias(_alias(name))
                client.drop_collection(name)

    def check(self, name: str, rows: int, recipe: Recipe, timeout: float) -> None:
        """Raises StoreMissing, StoreMismatch, StoreCorrupt when the collection is not there, made otherwise, or not whole."""
        with self.client(timeout) as client:
            if not client.has_collection(_alias(name), timeout=timeout):
                raise StoreMissing("Milvus 里没有这份索引（或没有写完），请用同样的设置运行 qa ingest")
            told = client.describe_collection(_alias(name), timeout=timeout)["properties"]
            check_recipe(_recipe(told), recipe)
            client.load_collection(_alias(name), timeout=timeout)
            found = _count(client, _alias(name), timeout)
        if found != rows:
            raise StoreCorrupt(f"Milvus 里的索引有 {found} 段，应有 {rows} 段，请运行 qa ingest")

    @contextmanager
    def client(self, timeout: float) -> Iterator[Any]:
        """The connection, made when it is first needed; whatever fails on it is a StoreUnavailable."""
        import grpc
        from pymilvus import MilvusClient, MilvusException

        given = self._settings
        try:
            with self._lock:
                if self._client is None:
                    token = given.token.get_secret_value() if given.token else ""
                    self._client = MilvusClient(given.uri, token=token, db_name=given.database, timeout=timeout)
            yield self._client
        except (MilvusException, grpc.RpcError, grpc.FutureTimeoutError, OSError) as exc:
            log.warning("Milvus: %s", str(exc))
            raise StoreUnavailable("向量库（Milvus）没有及时回答，暂时不能检索，请稍后再试。") from exc

    def _is_whole(self, name: str, rows: int, timeout: float) -> bool:
        with self.client(timeout) as client:
            if not client.has_collection(_alias(name), timeout=timeout):
                return False
            client.load_collection(_alias(name), timeout=timeout)
            return _count(client, _alias(name), timeout) == rows

    def _write(self, name: str, recipe: Recipe, part: Part, progress: Any) -> None:
        with self.client(_PATIENCE) as client:
            # What a killed writer left, or what lost rows.
            self.drop([name])
            client.create_collection(
                name,
                schema=_schema(client, recipe),
                index_params=_indexes(client, len(part.passages)),
                properties={_RECIPE: recipe.model_dump_json()},
                timeout=_PATIENCE,
                consistency_level="Eventually",
            )
            rows, done = _rows(part), 0
            while batch := list(islice(rows, _BATCH)):
                client.insert(name, batch, timeout=_PATIENCE)
                progress(done := done + len(batch))
            client.flush(name, timeout=_PATIENCE)
            if (found := _count(client, name, _PATIENCE)) != done:
                raise StoreUnavailable(f"写入 Milvus 的 {done} 段只有 {found} 段读得回来，请再运行一次 qa ingest")
            client.create_alias(name, _alias(name))


class MilvusRanking:
    """Ranks the passages of one opened generation; row i is that of the store."""

    def __init__(self, milvus: Milvus, store: Store) -> None:
        self._milvus = milvus
        self._recipe = store.manifest.recipe
        self._words = store.words
        self._parts = store.parts
        self._begins = [0, *accumulate(len(part.passages) for part in store.parts)]
        self._names = [collection_of(part.files) for part in store.parts]
        self._timeout = milvus.timeout
        self._checked = False

    def check(self) -> None:
        """Raises StoreUnavailable, and as ``Milvus.check``."""
        end = time.monotonic() + self._timeout
        for name, part in zip(self._names, self._parts, strict=True):
            self._milvus.check(name, len(part.passages), self._recipe, _left(end))
        self._checked = True

    def rank(self, vector: Vectors | None, words: Sequence[str], k: int, filters: Filters) -> tuple[Ranked, Ranked]:
        if not self._checked:
            self.check()
        end = time.monotonic() + self._timeout
        rarities = self._words.rarities(words)
        limits = filter_of(filters)
        wanted = frozenset(filters.report_id)
        near: Ranked = []
        spoken: Ranked = []
        for name, part, begin in zip(self._names, self._parts, self._begins, strict=False):
            if wanted and wanted.isdisjoint(report.id for report in part.reports):
                continue
            if vector is not None:
                near += self._found(name, "vector", vector.tolist(), k, limits, begin, end)
            if coded := part.words.coded(rarities):
                spoken += self._found(name, "words", coded, k, limits, begin, end)
        return _best(near, k), _best([each for each in spoken if each[1] > 0], k)

    def _found(self, name: str, field: str, asked: object, k: int, limits: str, begin: int, end: float) -> Ranked:
        left = _left(end)
        try:
            with self._milvus.client(left) as client:
                (hits,) = client.search(_alias(name), [asked], filter=limits, limit=k, anns_field=field, timeout=left)
        except StoreUnavailable:
            # A server that comes back may have to load it again.
            self._checked = False
            raise
        return [(int(hit["row"]) + begin, float(hit["distance"])) for hit in hits]


def filter_of(filters: Filters) -> str:
    """The filters in Milvus's language; "" of none."""
    limits = [
        f"{field} in {json.dumps(list(values), ensure_ascii=False)}"
        for field, values in (
            ("place", filters.place),
            ("report_year", filters.report_year),
            ("report", filters.report_id),
        )
        if values
    ]
    if filters.data_year:
        limits.append(f"array_contains_any(years, {list(filters.data_year)})")
    return " and ".join(limits)


def _left(end: float) -> float:
    left = end - time.monotonic()
    if left <= 0:
        raise StoreUnavailable("向量库（Milvus）没有及时回答，暂时不能检索，请稍后再试。")
    return left


def _best(found: Ranked, k: int) -> Ranked:
    return sorted(found, key=lambda each: (-each[1], each[0]))[:k]


def _wanted(manifest: Manifest) -> list[tuple[str, int]]:
    """Of each part the name of its collection and its rows."""
    return [(collection_of(manifest.files_of(part)), part.counts["passages"]) for part in manifest.parts]


def _recipe(properties: Mapping[str, str]) -> Recipe:
    try:
        return Recipe.model_validate_json(properties.get(_RECIPE, ""))
    except ValidationError as exc:
        raise StoreCorrupt("Milvus 里的索引没有写明是怎样做的，请运行 qa ingest") from exc


def _names_in(folder: Path) -> list[str]:
    """None of a generation that is damaged or of another format: nobody reads it."""
    try:
        return [name for name, _ in _wanted(layout.read_manifest(folder))]
    except (StoreError, KeyError):
        return []


def _count(client: Any, name: str, timeout: float) -> int:
    """Rows as all nodes see them: what was just written, too."""
    found = client.query(name, output_fields=["count(*)"], timeout=timeout, consistency_level="Strong")
    return int(found[0]["count(*)"])


def _schema(client: Any, recipe: Recipe) -> Any:
    from pymilvus import DataType

    schema = client.create_schema(auto_id=False)
    schema.add_field("row", DataType.INT64, is_primary=True)
    schema.add_field("report", DataType.VARCHAR, max_length=256)
    schema.add_field("place", DataType.VARCHAR, max_length=256)
    schema.add_field("report_year", DataType.INT64)
    schema.add_field("role", DataType.VARCHAR, max_length=32)
    schema.add_field("years", DataType.ARRAY, element_type=DataType.INT64, max_capacity=_MAX_YEARS)
    schema.add_field("vector", DataType.FLOAT_VECTOR, dim=recipe.dimension)
    schema.add_field("words", DataType.SPARSE_FLOAT_VECTOR)
    return schema


def _indexes(client: Any, rows: int) -> Any:
    """Exact up to as many rows as on disk."""
    indexes = client.prepare_index_params()
    indexes.add_index("vector", index_type="FLAT" if rows <= EXACT_LIMIT else "AUTOINDEX", metric_type="IP")
    indexes.add_index("words", index_type="SPARSE_INVERTED_INDEX", metric_type="IP")
    return indexes


def _rows(part: Part) -> Iterator[dict[str, Any]]:
    vectors = part.vectors.vectors()
    for row, (passage, words) in enumerate(zip(part.passages, part.words.documents(), strict=True)):
        yield {
            "row": row,
            "report": passage.report_id,
            "place": passage.place or "",
            "report_year": passage.report_year or 0,
            "role": passage.role.value if passage.role else "",
            "years": list(passage.years),
            "vector": vectors[row],
            "words": words,
        }
