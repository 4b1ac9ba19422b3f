"""The restorer, on a packing made here: one layer, a handful of pieces."""

from __future__ import annotations

import json
import struct
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from safetensors.numpy import load_file

from qa.errors import ModelError
from qa.models import weights
from qa.models.e5 import BLOCK, Packed, build_tokenizer, dequantise, parse, restore

HIDDEN, FEED_FORWARD, POSITIONS = 32, 64, 8
PIECES = ["<s>", "<pad>", "</s>", "<unk>", "▁", "增长", "增", "长", "5", "%", "～", "~", "▁A", "A", "é", "<mask>"]
# As in the real table: a control character goes, exotic blanks become one, NFKC of single characters.
TABLE = {"\x01": "", "\u200b": " ", "\n": " ", "\u3000": " ", "％": "%", "５": "5", "Ａ": "A", "▁": " "}
MATRICES = {"q": HIDDEN, "k": HIDDEN, "v": HIDDEN, "ao": HIDDEN, "fi": FEED_FORWARD, "fo": HIDDEN}


def _packing() -> bytes:
    """The file format, written from its description in the wheel's e5.c."""
    rng = np.random.default_rng(7)
    blob = [piece.encode() for piece in PIECES]
    offsets = np.cumsum([0, *map(len, blob)])
    head = b"E5S1" + struct.pack("<I7ifi", 1, HIDDEN, 1, 2, FEED_FORWARD, len(PIECES), POSITIONS, 1, 1e-12, BLOCK)
    head += struct.pack("<5iQ", len(PIECES), 0, 2, 1, 3, offsets[-1])
    scores = [0.0 if piece.startswith("<") else -3.0 / len(piece) for piece in PIECES]
    head += offsets.astype("<u4").tobytes() + np.array(scores, "<f4").tobytes() + b"".join(blob)
    entries = b"".join(
        struct.pack(f"<IB{len(out)}I", ord(char), len(out), *map(ord, out)) for char, out in sorted(TABLE.items())
    )
    head += struct.pack("<iI", len(TABLE), len(entries)) + entries
    tensors = {"emb.word": _q4(rng, len(PIECES) * HIDDEN), "emb.pos": _f32(rng, POSITIONS * HIDDEN)}
    tensors |= {"emb.type": _f32(rng, HIDDEN), "emb.ln.w": _f32(rng, HIDDEN), "emb.ln.b": _f32(rng, HIDDEN)}
    for name, rows in MATRICES.items():
        columns = FEED_FORWARD if name == "fo" else HIDDEN
        tensors |= {f"l0.{name}.w": _q4(rng, rows * columns), f"l0.{name}.b": _f32(rng, rows)}
    for name in ("aln", "oln"):
        tensors |= {f"l0.{name}.w": _f32(rng, HIDDEN), f"l0.{name}.b": _f32(rng, HIDDEN)}
    return _with_directory(head, tensors)


def _q4(rng: np.random.Generator, count: int) -> tuple[int, int, bytes]:
    blocks = count // BLOCK
    scales = rng.uniform(0.001, 0.1, blocks).astype("<f2")
    return 1, count, b"".join(scale.tobytes() + rng.bytes(BLOCK // 2) for scale in scales)


def _f32(rng: np.random.Generator, count: int) -> tuple[int, int, bytes]:
    return 0, count, rng.normal(size=count).astype("<f4").tobytes()


def _with_directory(head: bytes, tensors: dict[str, tuple[int, int, bytes]]) -> bytes:
    size = len(head) + 4 + sum(2 + len(name) + 21 for name in tensors)
    directory, data = struct.pack("<i", len(tensors)), b""
    for name, (kind, count, raw) in tensors.items():
        directory += struct.pack("<H", len(name)) + name.encode()
        directory += struct.pack("<BIQQ", kind, count, size + len(data), len(raw))
        data += raw
    return head + directory + data


@pytest.fixture(scope="module")
def packed() -> Packed:
    return parse(_packing())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("e5")
    (place / "bin").write_bytes(_packing())
    restore(place / "bin", place / "made")
    return place / "made"


def test_sizes_pieces_and_table_are_read(packed: Packed) -> None:
    assert (packed.shape.hidden, packed.shape.layers, packed.shape.feed_forward) == (HIDDEN, 1, FEED_FORWARD)
    assert [piece for piece, _ in packed.pieces] == PIECES
    assert packed.normalisation == TABLE and packed.unknown == 3


@given(st.floats(-10, 10, width=16), st.binary(min_size=16, max_size=16))
def test_a_block_is_its_scale_times_the_nibble_less_eight(scale: float, nibbles: bytes) -> None:
    values = dequantise(np.float16(scale).tobytes() + nibbles)
    low, high = [byte & 15 for byte in nibbles], [byte >> 4 for byte in nibbles]
    np.testing.assert_allclose(values, [(nibble - 8) * scale for nibble in low + high])


@pytest.mark.parametrize("data", [b"", b"GGUF....", b"E5S2" + b"\0" * 100])
def test_another_file_is_refused(data: bytes) -> None:
    with pytest.raises(ModelError, match="qa models pull"):
        parse(data)


def test_every_cut_of_the_file_is_refused() -> None:
    data = _packing()
    for size in range(4, len(data), 97):
        with pytest.raises(ModelError):
            parse(data[:size])


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("增长５％", ["▁", "增长", "5", "%"]),
        ("Ａ\u3000 \u200bA", ["▁A", "▁A"]),
        ("5\x01%\n5", ["▁", "5", "%", "▁", "5"]),
        ("～~", ["▁", "～", "~"]),
        ("e\u0301", ["▁", "é"]),
        ("鑫", ["▁", "<unk>"]),
    ],
)
def test_the_tokenizer_normalises_as_the_model_does(packed: Packed, text: str, pieces: list[str]) -> None:
    tokenizer = build_tokenizer(packed)
    ids = tokenizer.encode(text).ids
    assert [PIECES[number] for number in ids] == ["<s>", *pieces, "</s>"]


def test_the_folder_holds_the_weights_under_the_names_of_bert(folder: Path, packed: Packed) -> None:
    stored = load_file(folder / "model.safetensors")
    word = stored["embeddings.word_embeddings.weight"]
    assert word.shape == (len(PIECES), HIDDEN)
    np.testing.assert_allclose(word.reshape(-1), packed.tensors["emb.word"], rtol=1e-3, atol=1e-6)
    assert stored["encoder.layer.0.intermediate.dense.weight"].shape == (FEED_FORWARD, HIDDEN)
    assert stored["encoder.layer.0.output.dense.weight"].shape == (HIDDEN, FEED_FORWARD)
    assert stored["encoder.layer.0.output.LayerNorm.bias"].shape == (HIDDEN,)


def test_the_folder_is_whole_until_a_byte_changes(folder: Path) -> None:
    assert weights.e5_whole(folder)
    config = folder / "config.json"
    text = config.read_text()
    config.write_text(text.replace("gelu", "relu"))
    assert not weights.e5_whole(folder)
    config.write_text(text)


def test_the_folder_is_a_model_that_sentence_transformers_loads(folder: Path) -> None:
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
    loaded = {name.split(".", 2)[2] for name in model.state_dict()}
    assert loaded == set(load_file(folder / "model.safetensors"))
    vectors = model.encode(["增长5%", "A"], prompt_name="query")
    assert vectors.shape == (2, HIDDEN)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-2)
    assert model.prompts["document"] == "passage: "
    assert json.loads((folder / "config.json").read_text())["model_type"] == "bert"
