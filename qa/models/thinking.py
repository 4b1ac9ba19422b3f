"""Takes the reasoning out of what a model streams."""

from __future__ import annotations

OPEN = "<think>"
CLOSE = "</think>"


class ThinkFilter:
    """Drops ``<think>…</think>``, however the marks are cut into pieces; an unclosed one drops the rest."""

    def __init__(self) -> None:
        self._held = ""
        self._thinking = False
        self._fresh = False

    def feed(self, piece: str) -> str:
        """The part of ``piece`` (and of what was held back) that is certainly not reasoning."""
        self._held += piece
        shown = ""
        while True:
            mark = CLOSE if self._thinking else OPEN
            at = self._held.find(mark)
            if at < 0:
                return shown + self._release(mark)
            if not self._thinking:
                shown += self._trimmed(self._held[:at])
            self._held = self._held[at + len(mark) :]
            self._thinking, self._fresh = not self._thinking, self._thinking

    def rest(self) -> str:
        """What is still held back when the stream has ended."""
        held, self._held = self._held, ""
        return "" if self._thinking else self._trimmed(held)

    def _release(self, mark: str) -> str:
        keep = _overlap(self._held, mark)
        released, self._held = self._held[: len(self._held) - keep], self._held[len(self._held) - keep :]
        return "" if self._thinking else self._trimmed(released)

    def _trimmed(self, text: str) -> str:
        """Blank lines between the reasoning and the answer belong to neither."""
        if self._fresh:
            text = text.lstrip()
            self._fresh = not text
        return text


def _overlap(text: str, mark: str) -> int:
    """Length of the longest end of ``text`` that begins ``mark``."""
    return next((size for size in range(min(len(mark) - 1, len(text)), 0, -1) if mark.startswith(text[-size:])), 0)
