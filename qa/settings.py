"""One frozen settings object, read in one place from a TOML file and the environment.

Order: defaults, then the file (``QA_SETTINGS`` or ``./qa.toml``), then environment variables
``QA_<GROUP>__<KEY>`` (``QA_CHAT__BASE_URL``) or ``QA_<KEY>`` (``QA_CACHE_DIR``). Unknown keys are refused.
"""

from __future__ import annotations

import ipaddress
import json
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, ValidationError

from qa.errors import SettingsError

ROOT = Path(__file__).resolve().parent.parent
PREFIX = "QA_"


def _parted(value: object) -> object:
    """The environment knows no lists: there they are written with commas."""
    return tuple(filter(None, (part.strip() for part in value.split(",")))) if isinstance(value, str) else value


def _origin(value: str) -> str:
    if not re.fullmatch(r"https?://(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(:\d{1,5})?", value):
        raise ValueError("应写作 https://例子.cn，小写，不带路径和通配符（中文域名用 xn-- 形式）")
    return value


def _network(value: str) -> str:
    return str(ipaddress.ip_network(value, strict=False))


def _address(value: str) -> str:
    if not re.fullmatch(r"https?://[^/?#\s]+(/[^?#\s]*)?", value):
        raise ValueError("应写作 http://主机:端口")
    return value.rstrip("/")


Parted = BeforeValidator(_parted)
HttpAddress = Annotated[str, AfterValidator(_address)]
Origin = Annotated[str, AfterValidator(_origin)]
Network = Annotated[str, AfterValidator(_network)]
KeyName = Annotated[str, Field(pattern=r"^[a-z0-9_-]{1,32}$")]
# Sixteen characters of a random key are beyond guessing at any rate that the rate limits let through.
ApiKey = Annotated[SecretStr, Field(min_length=16, max_length=256)]


class _Group(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class EmbedderSettings(_Group):
    """``model``: "default" (multilingual-e5-small from PyPI) or any sentence-transformers name or folder."""

    model: str = Field(
        "default", description="default (multilingual-e5-small), or a sentence-transformers name or folder"
    )
    query_prompt: str | None = Field(None, description="put before a question; None: the model's own")
    passage_prompt: str | None = Field(None, description="put before a passage; None: the model's own")
    precision: Literal["auto", "bf16", "fp32"] = Field(
        "auto", description="auto, bf16, fp32; auto: bf16 where the CPU has it"
    )
    batch_size: int = Field(16, ge=1, le=512, description="texts embedded at a time")
    processes: int = Field(
        1, ge=1, le=256, description="that embed reports in `qa ingest`; the cores are divided among them"
    )


class StoreSettings(_Group):
    """``backend``: "local" ranks passages from files, "milvus" asks a server that many machines share."""

    backend: Literal["local", "milvus"] = Field("local", description="what ranks passages: local (files), milvus")
    uri: str = Field("http://127.0.0.1:19530", description="of Milvus; a file name ending in .db: milvus-lite")
    token: SecretStr | None = Field(None, description="of Milvus: user:password or an API key")
    database: str = Field("default", min_length=1, description="of Milvus; one for each store")
    timeout: float = Field(3.0, gt=0, description="seconds that one search may wait for Milvus; then 503")


class ChatSettings(_Group):
    """``mode``: "local" runs the model from PyPI, "endpoint" any OpenAI-compatible URL, "none" quotes only."""

    mode: Literal["local", "endpoint", "none"] = Field("local", description="local, endpoint (OpenAI-compatible), none")
    base_url: str | None = Field(None, description="of the endpoint")
    model: str | None = Field(None, description="of the endpoint")
    api_key: SecretStr | None = Field(None, description="of the endpoint")
    context: int = Field(4096, ge=512, description="tokens, local model")
    slots: int = Field(1, ge=1, le=16, description="answers at the same time, local model")
    threads: int | None = Field(None, ge=1, description="None: all cores")
    max_tokens: int | None = Field(
        None, ge=16, description="longest answer; None: 400 of a small model, 1200 of a capable one"
    )
    profile: Literal["auto", "small", "capable"] = Field(
        "auto", description="what the model is asked and shown; auto: small when local, capable at an endpoint"
    )
    understand: Literal["auto", "always", "never"] = Field(
        "auto", description="a capable model reads the question: where the rules are not sure (auto), always, never"
    )
    material_tokens: int = Field(
        4000, ge=500, le=100_000, description="what a capable model is shown with a question, about so many tokens"
    )
    writes: Literal["auto", "facts", "all"] = Field(
        "auto", description="what the model writes, the rest is quoted; auto: as its profile says"
    )
    kept_replies: int = Field(
        1000, ge=0, description="of an endpoint, in memory, for the same question on the same evidence; 0: none"
    )
    connect_timeout: float = Field(3.0, gt=0, description="seconds")
    first_token_timeout: float = Field(20.0, gt=0, description="seconds; then the answer is quoted")
    total_timeout: float = Field(60.0, gt=0, description="seconds for the whole answer")

    @property
    def small(self) -> bool:
        """Whether the model is one of a billion parameters or so."""
        return self.profile == "small" or (self.profile == "auto" and self.mode == "local")

    @property
    def longest(self) -> int:
        """Tokens of the longest answer."""
        return self.max_tokens or (400 if self.small else 1200)


class SplitSettings(_Group):
    """``passage_chars``: upper limit of a passage, characters."""

    passage_chars: int = Field(260, ge=80, le=2000, description="upper limit of a passage, characters")


class RetrieveSettings(_Group):
    top_k: int = Field(8, ge=1, le=50, description="passages returned")
    candidates: int = Field(60, ge=8, description="passages scored sentence by sentence")
    reranker: str | None = Field(None, description="a sentence-transformers CrossEncoder name or folder; None: off")
    reranked: int = Field(30, ge=1, le=500, description="sentences that the re-ranker reads")
    evidence_sentences: int = Field(3, ge=1, le=20, description="sentences put before the model")
    budget_seconds: float = Field(
        2.0, gt=0, description="for everything but the model; what is not looked up by then is said to be so"
    )


class WebSettings(_Group):
    host: str = Field("127.0.0.1", description="address to listen on")
    port: int = Field(8000, ge=0, le=65535, description="port to listen on")
    workers: int = Field(
        1,
        ge=1,
        le=64,
        description="processes that serve on the port and share the store, the embedder and a local model",
    )
    max_question_chars: int = Field(2000, ge=1, description="longest question")
    max_body_bytes: int = Field(1_000_000, ge=1000, description="largest request body")
    heartbeat_seconds: float = Field(10.0, gt=0, description="between two signs of life in a silent stream")
    concurrent_answers: int = Field(2, ge=1, description="answers at the same time, per process")
    queue: int = Field(
        16, ge=0, description="answers and searches that may wait for a free slot, per process; beyond: 503"
    )
    max_history_chars: int = Field(20_000, ge=0, description="all earlier turns together")
    body_timeout: float = Field(30.0, gt=0, description="seconds to receive a request body")
    send_timeout: float = Field(30.0, gt=0, description="seconds a stream waits for a client that does not read")
    grace_seconds: float = Field(10.0, ge=0, description="seconds that open answers get to finish after SIGTERM")
    feedback_file: Path = Field(
        Path("~/.local/share/gov-report-qa/feedback.sqlite3"), description="ratings and the answers they are about"
    )
    kept_answers: int = Field(10_000, ge=1, description="latest answers that can still be rated; older are forgotten")
    header_timeout: float = Field(10.0, gt=0, description="seconds to receive the head of a request")
    api_keys: dict[KeyName, ApiKey] = Field({}, description="name = key; with any, every route that costs needs one")
    allow_open: bool = Field(False, description="serve beyond this machine without keys")
    cors_origins: Annotated[tuple[Origin, ...], Parted] = Field((), description="sites whose pages may call")
    trusted_hosts: Annotated[tuple[str, ...], Parted] = Field(
        (), description="names this service goes by, *.name for all below; empty: loopback names on loopback, else any"
    )
    trusted_proxies: Annotated[tuple[Network, ...], Parted] = Field(
        (), description="addresses or networks whose X-Forwarded-For is believed"
    )
    address_per_minute: int | None = Field(
        None,
        ge=0,
        description="requests of one address (IPv6: one /64), per process; 0: any number; "
        "None: 300, while there are no keys any number for programs on this machine",
    )
    key_per_minute: int = Field(600, ge=0, description="requests with one key, per process; 0: any number")
    key_tokens_per_day: int = Field(
        0,
        ge=0,
        description="tokens that the model may read and write in a day (of Beijing) for one key, or for all without one; "
        "then answers are quoted; 0: any number",
    )
    spending_file: Path = Field(
        Path("~/.local/share/gov-report-qa/spending.sqlite3"), description="what was spent of that, for all processes"
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field("info", description="of the JSON log")
    trace_endpoint: HttpAddress | None = Field(
        None, description="OpenTelemetry collector (OTLP over HTTP); needs the extra tracing; None: no traces"
    )
    trace_questions: bool = Field(False, description="questions and answers in the traces, too")


class Settings(_Group):
    cache_dir: Path = Field(Path("~/.cache/gov-report-qa"), description="models and dictionaries")
    index_dir: Path = Field(ROOT / "index", description="the store")
    seeds_dir: Path = Field(ROOT / "seeds", description="reports that `qa ingest` reads by default")
    prompts_dir: Path = Field(ROOT / "prompts", description="prompt files")
    embedder: EmbedderSettings = EmbedderSettings()
    store: StoreSettings = StoreSettings()
    chat: ChatSettings = ChatSettings()
    split: SplitSettings = SplitSettings()
    retrieve: RetrieveSettings = RetrieveSettings()
    web: WebSettings = WebSettings()

    @property
    def cache(self) -> Path:
        return self.cache_dir.expanduser()


def load_settings(environ: Mapping[str, str], file: Path | None = None) -> Settings:
    """Settings from ``file`` (default: ``QA_SETTINGS``, else ``./qa.toml`` when present) and ``environ``.

    Raises SettingsError naming the key when one is unknown or its value does not fit.
    """
    values = _read_file(_settings_file(environ, file))
    for name, text in environ.items():
        if name.startswith(PREFIX) and name != "QA_SETTINGS":
            _put(values, name.removeprefix(PREFIX).lower().split("__"), text, name)
    try:
        return Settings.model_validate(values)
    except ValidationError as exc:
        problems = "；".join(f"{'.'.join(map(str, e['loc']))}：{e['msg']}" for e in exc.errors(include_input=False))
        raise SettingsError(f"设置有误：{problems}") from exc


def shown(settings: Settings) -> dict[str, Any]:
    """All values as JSON, secrets masked, also those inside addresses."""
    values = settings.model_dump(mode="json")
    for group, key in (("chat", "base_url"), ("store", "uri"), ("web", "trace_endpoint")):
        if address := values[group][key]:
            values[group][key] = re.sub(r"//[^/@]*@", "//***@", address)
    return values


def as_toml(values: Mapping[str, Any]) -> str:
    """``values`` of ``shown`` as a settings file; what has no value is a comment."""
    tables = {key: value for key, value in values.items() if isinstance(value, dict)}
    lines = [_toml_line(key, value) for key, value in values.items() if key not in tables]
    for name, table in tables.items():
        lines += ["", f"[{name}]", *(_toml_line(key, value) for key, value in table.items())]
    return "\n".join(lines)


def _toml_line(key: str, value: object) -> str:
    if value is None:
        return f"# {key} 未设置"
    if isinstance(value, dict):
        return f"{key} = {{{', '.join(_toml_line(*item) for item in value.items())}}}"
    # JSON's strings, numbers, booleans and lists of them are TOML's too.
    return f"{key} = {json.dumps(value, ensure_ascii=False)}"


def _settings_file(environ: Mapping[str, str], file: Path | None) -> Path | None:
    if file is None and environ.get("QA_SETTINGS"):
        file = Path(environ["QA_SETTINGS"])
    if file is not None:
        return file
    default = Path("qa.toml")
    return default if default.is_file() else None


def _read_file(file: Path | None) -> dict[str, Any]:
    if file is None:
        return {}
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as exc:
        raise SettingsError(f"读不了设置文件 {file}：{exc}") from exc


def _put(values: dict[str, Any], path: list[str], text: str, name: str) -> None:
    for key in path[:-1]:
        values = values.setdefault(key, {})
        if not isinstance(values, dict):
            raise SettingsError(f"设置有误：{name} 与设置文件冲突")
    values[path[-1]] = text
