"""The same passages ranked by Milvus: milvus-lite, which serves in this process, as a server of its own that can be lost."""

from __future__ import annotations

import importlib.util
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from qa.errors import StoreCorrupt, StoreError, StoreMismatch, StoreMissing, StoreUnavailable
from qa.index import layout
from qa.index.build import add_to_store, build_store
from qa.index.milvus import Milvus, collection_of, filter_of, open_milvus
from qa.index.store import Store, open_store
from qa.records import Filters, Kind, Plan, Scope
from qa.retrieve import Retriever
from qa.settings import RetrieveSettings, StoreSettings
from tests.answer.fakes import shared_words
from tests.index.test_parts import RECIPE, made
from tests.samples import PairEncoder, two_reports

pytestmark = pytest.mark.skipif(importlib.util.find_spec("milvus_lite") is None, reason="needs pip install '.[milvus]'")

QUESTIONS = ("新建农村公路多少公里", "第3产业园产值", "粮食总产", "地区生产总值增长")
FILTERS = (
    Filters(),
    Filters(place=("第2市", '第"3市')),
    Filters(report_year=(2003, 2008), data_year=(2003, 2007)),
    Filters(report_id=(made(range(4, 5))[0][0].id, made(range(9, 10))[0][0].id)),
    Filters(data_year=(2005,), place=("第5市",)),
    Filters(report_id=("unknown",)),
)


@dataclass
class Server:
    """Milvus on a port of this machine."""

    folder: Path
    port: int = 0
    _running: Any = None

    def start(self) -> None:
        from milvus_lite.adapter.grpc.server import start_server_in_thread

        server, db, self.port = start_server_in_thread(data_dir=str(self.folder), host="127.0.0.1", port=self.port)
        self._running = (server, db)

    def stop(self) -> None:
        if self._running:
            server, db = self._running
            server.stop(grace=0).wait()
            db.close()
        self._running = None

    def settings(self, timeout: float = 30.0) -> StoreSettings:
        uri = f"http://127.0.0.1:{self.port}"
        return StoreSettings(backend="milvus", uri=uri, token=SecretStr("root:Milvus"), timeout=timeout)

    def milvus(self, timeout: float = 30.0) -> Milvus:
        opened = open_milvus(self.settings(timeout))
        assert opened
        return opened

    def collections(self) -> set[str]:
        with self.milvus().client(30.0) as client:
            return set(client.list_collections())


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    running = Server(tmp_path / "milvus")
    running.start()
    yield running
    running.stop()


def build(root: Path, milvus: Milvus, numbers: range = range(1, 9)) -> Store:
    build_store(root, RECIPE, *made(numbers), PairEncoder, shared_words(), mirror=milvus)
    return open_store(root, RECIPE)


def rounded(ranked: list[tuple[int, float]]) -> list[tuple[int, float]]:
    """Equal scores in the order of the rows."""
    return sorted((row, round(score, 4)) for row, score in ranked)


def assert_alike(store: Store, milvus: Milvus) -> None:
    ranking, cut = milvus.ranking(store), shared_words().cut
    for question in QUESTIONS:
        for filters in FILTERS:
            asked = (PairEncoder().encode_query(question), cut(question), 50, filters)
            for ours, theirs in zip(store.rank(*asked), ranking.rank(*asked), strict=True):
                assert rounded(theirs) == rounded(ours), (question, filters)


def test_it_ranks_as_the_files_do(tmp_path: Path, server: Server) -> None:
    store = build(tmp_path / "index", server.milvus())
    assert_alike(store, server.milvus())
    assert server.milvus().ranking(store).rank(None, (), 5, Filters()) == ([], [])


def test_the_retriever_finds_the_same(tmp_path: Path, server: Server) -> None:
    build_store(tmp_path, RECIPE, *two_reports(), PairEncoder, shared_words(), mirror=server.milvus())
    store = open_store(tmp_path, RECIPE)
    encode, words = PairEncoder().encode_query, shared_words()
    ours = Retriever(store, encode, words, RetrieveSettings())
    theirs = Retriever(store, encode, words, RetrieveSettings(), ranking=server.milvus().ranking(store))
    for question in QUESTIONS:
        for ids in ((), (store.reports[1].id,)):
            plan = Plan("", Kind.FACT, (), (), (), None, (Scope(question, report_ids=ids),))
            found = [[hit.passage.id for hit in each.run(plan)] for each in (ours, theirs)]
            assert found[0] == found[1] and found[0]


def test_what_is_added_stands_beside_and_what_goes_is_let_go(tmp_path: Path, server: Server) -> None:
    root, milvus = tmp_path / "index", server.milvus()
    build(root, milvus)
    (first,) = server.collections()
    for number in (20, 21):
        gone = (made(range(20, 21))[0][0].id,) if number == 21 else ()
        new = made(range(number, number + 1))
        add_to_store(root, RECIPE, *new, PairEncoder, shared_words(), instead_of=gone, mirror=milvus)
        assert_alike(open_store(root, RECIPE), milvus)
    # This generation and the one before, which share what was first.
    assert first in server.collections() and len(server.collections()) == 3
    build(root, milvus, range(1, 3))
    build(root, milvus, range(1, 4))
    assert first not in server.collections()


def test_a_store_that_was_local_is_copied_and_what_was_never_copied_is_no_matter(
    tmp_path: Path, server: Server
) -> None:
    root, milvus = tmp_path / "index", server.milvus()
    for numbers in (range(1, 3), range(30, 40)):
        build_store(root, RECIPE, *made(numbers), PairEncoder, shared_words())
    store = open_store(root, RECIPE)
    assert not milvus.has(root / store.generation)
    assert_alike(build(root, milvus, range(50, 70)), milvus)
    server.stop()
    server.start()
    assert eventually(lambda: server.milvus().has(root / open_store(root).generation))


def test_readers_of_the_generation_before_go_on(tmp_path: Path, server: Server) -> None:
    root, milvus = tmp_path / "index", server.milvus()
    before = build(root, milvus)
    build(root, milvus, range(3, 30))
    assert_alike(before, milvus)


def test_half_written_is_not_read_and_is_written_again(
    tmp_path: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, milvus = tmp_path / "index", server.milvus()
    before = build(root, milvus)
    monkeypatch.setattr("qa.index.milvus._BATCH", 10)
    with milvus.client(30.0) as client:
        insert, calls = client.insert, []

    def dying(*args: Any, **kwargs: Any) -> Any:
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return insert(*args, **kwargs)

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(client, "insert", dying)
        build(root, milvus, range(1, 20))
    assert open_store(root).generation == before.generation
    assert_alike(before, milvus)
    assert len(server.collections()) == 2
    after = build(root, milvus, range(1, 20))
    assert after.generation != before.generation
    assert_alike(after, milvus)


def test_what_is_not_there_not_whole_or_made_otherwise_is_refused(tmp_path: Path, server: Server) -> None:
    root = tmp_path / "index"
    store = build(root, server.milvus())
    name = collection_of(store.parts[0].files)
    milvus = server.milvus()
    other = RECIPE.model_copy(update={"embedder": "other"})
    with pytest.raises(StoreMismatch, match="向量模型"):
        milvus.check(name, len(store.passages), other, 30.0)
    with milvus.client(30.0) as client:
        client.delete(name, filter="row < 2")
    with pytest.raises(StoreCorrupt, match="应有"):
        milvus.ranking(store)
    assert not milvus.has(root / store.generation)
    build(root, milvus)
    assert_alike(store, milvus)
    milvus.drop([name])
    with pytest.raises(StoreMissing, match="qa ingest"):
        milvus.ranking(store)


def test_a_server_that_is_gone_when_we_start_is_asked_again(tmp_path: Path, server: Server) -> None:
    root = tmp_path / "index"
    store = build(root, server.milvus())
    server.stop()
    ranking = server.milvus(timeout=2.0).ranking(store)
    with pytest.raises(StoreUnavailable, match="Milvus"):
        ranking.rank(None, ["公路"], 5, Filters())
    server.start()
    eventually(lambda: ranking.rank(None, shared_words().cut("公路"), 5, Filters())[1])


def test_a_server_that_goes_while_we_serve_is_an_error_until_it_is_back(tmp_path: Path, server: Server) -> None:
    root = tmp_path / "index"
    store = build(root, server.milvus())
    ranking = server.milvus(timeout=2.0).ranking(store)
    words = shared_words().cut("公路")
    found = ranking.rank(None, words, 5, Filters())
    server.stop()
    with pytest.raises(StoreUnavailable):
        ranking.rank(None, words, 5, Filters())
    with pytest.raises(StoreUnavailable):
        ranking.check()
    with pytest.raises(StoreError):
        build(root, server.milvus(timeout=2.0), range(1, 30))
    assert open_store(root).generation == store.generation
    server.start()
    assert eventually(lambda: ranking.rank(None, words, 5, Filters())) == found


def test_a_slow_server_is_given_up(tmp_path: Path, server: Server) -> None:
    store = build(tmp_path / "index", server.milvus())
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings = StoreSettings(backend="milvus", uri=f"http://127.0.0.1:{silent.getsockname()[1]}", timeout=0.5)
        opened = open_milvus(settings)
        assert opened
        ranking = opened.ranking(store)
        done = threading.Event()

        def ask() -> None:
            with pytest.raises(StoreUnavailable):
                ranking.rank(None, ["公路"], 5, Filters())
            done.set()

        threading.Thread(target=ask, daemon=True).start()
        assert done.wait(60)


def test_one_in_this_process_says_nothing_of_what_it_can_do_without(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    opened = open_milvus(StoreSettings(backend="milvus", uri=str(tmp_path / "lite.db"), timeout=30.0))
    assert opened
    assert_alike(build(tmp_path / "index", opened), opened)
    assert not caplog.records


def test_filters_are_written_so_that_no_value_ends_them() -> None:
    assert filter_of(Filters()) == ""
    assert filter_of(Filters(place=('a" or row > 0 or place == "',))) == 'place in ["a\\" or row > 0 or place == \\""]'


def test_the_local_store_needs_no_milvus() -> None:
    assert open_milvus(StoreSettings()) is None


def test_the_name_of_a_part_is_that_of_what_is_ranked(tmp_path: Path) -> None:
    build_store(tmp_path, RECIPE, *made(range(1, 3)), PairEncoder, shared_words())
    manifest = layout.read_manifest(tmp_path / layout.current_generation(tmp_path))
    files = manifest.files_of(manifest.parts[0])
    assert collection_of(files | {"statements.parquet": "read otherwise"}) == collection_of(files)
    assert collection_of(files | {"vectors.npy": "other"}) != collection_of(files)


def eventually(ask: Callable[[], Any]) -> Any:
    """A connection that was lost is made again only after a while."""
    waiting = threading.Event()
    for _ in range(60):
        try:
            return ask()
        except StoreUnavailable:
            waiting.wait(0.5)
    return ask()
