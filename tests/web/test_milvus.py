"""A service whose passages are ranked by a server that is lost and comes back, as who asks over HTTP sees it."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from qa.answer.assistant import Assistant
from qa.answer.library import Library
from qa.index.build import build_store
from qa.places import load_gazetteer
from qa.prompts import load_prompts
from qa.settings import RetrieveSettings, Settings
from qa.web.app import create_app
from tests.answer.fakes import RECIPE, shared_words
from tests.index.test_milvus import Server
from tests.samples import PairEncoder, two_reports
from tests.web.conftest import web_settings
from tests.web.waiting import wait_until

pytestmark = pytest.mark.skipif(importlib.util.find_spec("milvus_lite") is None, reason="needs pip install '.[milvus]'")

PATHS = ("/readyz", "/v1/search?q=农村公路")
QUESTION = "临江市2021年为什么新建农村公路？"


def _assistant(folder: Path, server: Server) -> Assistant:
    words, encoder, settings = shared_words(), PairEncoder(), RetrieveSettings()
    build_store(folder / "index", RECIPE, *two_reports(), PairEncoder, words, mirror=server.milvus())
    ranking = server.milvus(timeout=2.0).ranking
    library = Library(
        folder / "index", RECIPE, encoder.encode_query, words, load_gazetteer(), settings, ranking=ranking
    )
    return Assistant(library, None, load_prompts(Settings().prompts_dir), words, settings, "pairs")


def test_a_lost_server_is_503_where_passages_are_searched_until_it_is_back(tmp_path: Path) -> None:
    server = Server(tmp_path / "milvus")
    server.start()
    try:
        app = create_app(_assistant(tmp_path, server), web_settings(tmp_path))
        with TestClient(app, base_url="http://localhost") as client:
            answered = client.post("/v1/ask", json={"question": QUESTION})
            assert [client.get(path).status_code for path in PATHS] == [200, 200] and answered.status_code == 200
            server.stop()
            for reply in (*map(client.get, PATHS), client.post("/v1/ask", json={"question": QUESTION})):
                assert (reply.status_code, reply.json()["error"]["code"]) == (503, "store_unavailable")
                assert "Milvus" in reply.json()["error"]["message"] and reply.headers["Retry-After"]
            # What needs no passages is told all the same.
            assert client.get("/healthz").status_code == client.get("/v1/statements").status_code == 200
            server.start()
            wait_until(lambda: client.get("/readyz").status_code == 200, 30.0)
            found = client.post("/v1/ask", json={"question": QUESTION})
            assert found.status_code == 200 and found.json()["answer"] == answered.json()["answer"]
    finally:
        server.stop()
