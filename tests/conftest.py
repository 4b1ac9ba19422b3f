"""A shell that starts the tests in the background has them, and all that they start, ignore Ctrl-C (POSIX, 2.11): tests
of what Ctrl-C does would wait for ever."""

from __future__ import annotations

import signal

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
