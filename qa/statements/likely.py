"""The rows of a store that may be of what is asked, told by their names alone: the others need not be read."""

from __future__ import annotations

import numpy as np

from qa.statements.coded import Rows
from qa.statements.columns import Columns
from qa.statements.match import Matching

_UNSEEN, _OTHER, _SAYS = range(3)


class Likely:
    """A name is looked at when first met, and once. Safe to call from several threads: they would find the same."""

    def __init__(self, columns: Columns, asked: Matching) -> None:
        self._columns = columns
        self._pattern = asked.pattern
        self._listed = columns.naming(asked.names)
        self._seen = np.full(len(columns.indicator_names), _UNSEEN if self._pattern else _OTHER, dtype=np.uint8)

    def among(self, rows: Rows) -> Rows:
        """Those of ``rows``, in their order, that ``likeness`` may find at least ``NEAR``."""
        codes = self._columns.indicator_codes[rows]
        unseen = np.unique(codes[self._seen[codes] == _UNSEEN])
        if len(unseen):
            self._seen[unseen] = np.where(self._columns.saying(self._pattern, unseen), _SAYS, _OTHER)
        found: Rows = rows[(self._seen[codes] == _SAYS) | self._listed[rows]]
        return found
