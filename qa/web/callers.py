"""Who is calling: a key's name, and an address that the caller cannot choose."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
from collections.abc import Iterator, Mapping, Sequence

from pydantic import SecretStr
from starlette.datastructures import Headers
from starlette.types import Scope

from qa.settings import WebSettings

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
BEARER = b"bearer "
# One customer of a provider holds a whole /64 and can change addresses within it at will (RFC 6177).
IPV6_PREFIX = 64
NO_ADDRESS = "local"
# What proxies say of whom they ask for; one that says nothing cannot be told from a program of this machine.
FORWARDING = frozenset({b"forwarded", b"via", b"x-real-ip"})
FORWARDING_PREFIX = b"x-forwarded-"


def is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


class Keys:
    """The keys that let in. Compared as digests, so that neither content nor length shows in the time taken."""

    def __init__(self, keys: Mapping[str, SecretStr]) -> None:
        self._digests = tuple((name, _digest(key.get_secret_value().encode())) for name, key in keys.items())

    def __bool__(self) -> bool:
        return bool(self._digests)

    def name_of(self, scope: Scope) -> str | None:
        """The name of the key in ``Authorization: Bearer`` or ``X-API-Key``; None unless all that is given fits."""
        names = {self._match(given) for given in _given(scope)}
        return names.pop() if len(names) == 1 else None

    def _match(self, given: bytes) -> str | None:
        digest, found = _digest(given), None
        for name, known in self._digests:
            if hmac.compare_digest(digest, known):
                found = name
        return found


def _digest(key: bytes) -> bytes:
    return hashlib.sha256(key).digest()


def _given(scope: Scope) -> Iterator[bytes]:
    for name, value in scope["headers"]:
        if name == b"x-api-key":
            yield value
        elif name == b"authorization":
            yield value[len(BEARER) :].strip() if value[: len(BEARER)].lower() == BEARER else b""


class Addresses:
    """``X-Forwarded-For`` counts only as far as it was written by proxies in ``trusted``."""

    def __init__(self, trusted: Sequence[str]) -> None:
        self._trusted = tuple(map(ipaddress.ip_network, trusted))

    def bucket(self, scope: Scope) -> str:
        """The address that limits are counted by: an IPv4 address or an IPv6 /64."""
        address = _peer(scope)
        for hop in _forwarded(scope):
            if address is None or not self._is_trusted(address):
                break
            address = _parse(hop) or address
        return _bucket(address)

    def is_here(self, scope: Scope) -> bool:
        """Whether a program on this machine asks for itself, not a proxy for somebody else."""
        address = _peer(scope)
        if address is None or not address.is_loopback or self._is_trusted(address):
            return False
        return not any(name in FORWARDING or name.startswith(FORWARDING_PREFIX) for name, _ in scope["headers"])

    def _is_trusted(self, address: IPAddress) -> bool:
        return any(address.version == network.version and address in network for network in self._trusted)


def _peer(scope: Scope) -> IPAddress | None:
    client = scope.get("client")
    return _parse(client[0]) if client else None


def _forwarded(scope: Scope) -> list[str]:
    """Hops, the nearest first: each proxy appends who called it."""
    written = ",".join(Headers(scope=scope).getlist("x-forwarded-for"))
    return [hop.strip() for hop in reversed(written.split(","))] if written else []


def _parse(text: str) -> IPAddress | None:
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def _bucket(address: IPAddress | None) -> str:
    if address is None:
        return NO_ADDRESS
    if address.version == 4:
        return str(address)
    return str(ipaddress.ip_network((address, IPV6_PREFIX), strict=False))


def names_served(settings: WebSettings) -> tuple[str, ...]:
    """The names that a Host header may carry; empty for any.

    On loopback without a list only loopback's own: a web page elsewhere could otherwise point its name at
    127.0.0.1 and ask in the reader's browser (DNS rebinding).
    """
    if settings.trusted_hosts or not is_loopback(settings.host):
        return settings.trusted_hosts
    return tuple({settings.host, "localhost", "127.0.0.1", "[::1]"})
