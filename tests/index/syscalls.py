"""A child process whose system calls fail, or are its last, on request.

Seccomp hands chosen calls to the parent before they happen (user notification, Linux 5.5, seccomp_unotify(2)), so
that a fault costs no tracer, no new interpreter, and also reaches the calls that libraries in C make.
"""

from __future__ import annotations

import array
import ctypes
import errno
import fcntl
import os
import platform
import select
import signal
import socket
import struct
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

# Kind of call -> numbers of all that do it, by machine (asm/unistd_64.h, asm-generic/unistd.h).
_NUMBERS = {
    "x86_64": {
        "read": (0, 17, 19),
        "write": (1, 18, 20),
        "fsync": (74, 75),
        "rename": (82, 264, 316),
        "openat": (2, 257, 437),
        "mkdir": (83, 258),
    },
    "aarch64": {
        "read": (63, 67, 65),
        "write": (64, 68, 66),
        "fsync": (82, 83),
        "rename": (38, 276),
        "openat": (56, 437),
        "mkdir": (34,),
    },
}
_SECCOMP = {"x86_64": 317, "aarch64": 277}
_SET_FILTER, _NEW_LISTENER, _NO_NEW_PRIVILEGES = 1, 8, 38
_ALLOW, _NOTIFY, _CONTINUE = 0x7FFF0000, 0x7FC00000, 1
_RECEIVE, _SEND = 0xC0502100, 0xC0182101
_LOAD, _EQUAL, _RETURN = 0x20, 0x15, 0x06
# struct seccomp_notif begins with id, pid, flags, number of the call; struct seccomp_notif_resp: id, value, error, flags.
_NOTIFICATION, _REPLY = struct.Struct("<QIIi"), struct.Struct("<QqiI")
_NOTIFICATION_BYTES = 80

SUPPORTED = platform.system() == "Linux" and platform.machine() in _NUMBERS


@dataclass(frozen=True, slots=True)
class Fault:
    """What becomes of the ``number``-th call (from 1) of a kind: an errno, or (None) the end of the process."""

    call: str
    number: int
    error: int | None

    @classmethod
    def of(cls, call: str, number: int, name: str) -> Fault:
        return cls(call, number, None if name == "KILL" else getattr(errno, name))


@dataclass(frozen=True, slots=True)
class Outcome:
    code: int
    calls: Counter[str]


def run(work: Callable[[], None], fault: Fault | None = None) -> Outcome:
    """``work`` in a forked child; its exit code (1 after an exception, -9 when killed) and its calls by kind."""
    here, there = socket.socketpair()
    child = os.fork()
    if child == 0:
        _in_child(there, work, show=fault is None)
    there.close()
    try:
        calls = _supervise(child, _received(here), fault)
    finally:
        here.close()
    return Outcome(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), calls)


def _in_child(there: socket.socket, work: Callable[[], None], *, show: bool) -> None:
    code = 1
    try:
        listener = _listen()
        there.sendmsg([b"x"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [listener]))])
        os.close(listener)
        work()
        code = 0
    except SystemExit as exc:
        code = exc.code if isinstance(exc.code, int) else 1
    except BaseException:  # noqa: BLE001
        # What went wrong is told only where nothing was to go wrong.
        if show:
            traceback.print_exc()
    finally:
        os._exit(code)


def _listen() -> int:
    """Puts this process under a filter; the descriptor its calls are told by."""
    numbers = [number for kind in _NUMBERS[platform.machine()].values() for number in kind]
    rules = [struct.pack("<HBBI", _LOAD, 0, 0, 0)]
    rules += [struct.pack("<HBBI", _EQUAL, len(numbers) - i, 0, number) for i, number in enumerate(numbers)]
    rules += [struct.pack("<HBBI", _RETURN, 0, 0, action) for action in (_ALLOW, _NOTIFY)]
    code = ctypes.create_string_buffer(b"".join(rules))
    program = struct.pack("<HxxxxxxQ", len(rules), ctypes.addressof(code))
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    listener = libc.syscall(_SECCOMP[platform.machine()], _SET_FILTER, _NEW_LISTENER, ctypes.c_char_p(program))
    if listener < 0:
        raise OSError(ctypes.get_errno(), "seccomp")
    return int(listener)


def _received(here: socket.socket) -> int:
    _, ancillary, _, _ = here.recvmsg(1, socket.CMSG_SPACE(4))
    if not ancillary:
        raise RuntimeError("the child was not allowed to filter its calls")
    return int(array.array("i", ancillary[0][2])[0])


def _supervise(child: int, listener: int, fault: Fault | None) -> Counter[str]:
    kinds = {number: kind for kind, numbers in _NUMBERS[platform.machine()].items() for number in numbers}
    calls: Counter[str] = Counter()
    poll = select.poll()
    poll.register(listener, select.POLLIN)
    try:
        while poll.poll()[0][1] & select.POLLIN:
            told = _told(listener)
            if told is None:
                continue
            notification, number = told
            kind = kinds[number]
            calls[kind] += 1
            if fault and (kind, calls[kind]) == (fault.call, fault.number):
                if fault.error is None:
                    os.kill(child, signal.SIGKILL)
                    break
                _answer(listener, _REPLY.pack(notification, 0, -fault.error, 0))
            else:
                _answer(listener, _REPLY.pack(notification, 0, 0, _CONTINUE))
    finally:
        os.close(listener)
    return calls


def _told(listener: int) -> tuple[int, int] | None:
    """Id and number of the next call; None when its process died meanwhile."""
    buffer = bytearray(_NOTIFICATION_BYTES)
    try:
        fcntl.ioctl(listener, _RECEIVE, buffer)
    except OSError as exc:
        if exc.errno in (errno.ENOENT, errno.EINTR):
            return None
        raise
    notification, _, _, number = _NOTIFICATION.unpack_from(buffer)
    return notification, number


def _answer(listener: int, reply: bytes) -> None:
    try:
        fcntl.ioctl(listener, _SEND, reply)
    except OSError as exc:
        if exc.errno != errno.ENOENT:
            raise
