"""The store in use with everything that reads it; a new generation is picked up between two questions."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from qa.answer.shelf import Shelf
from qa.answer.sufficiency import Estimate, Sufficiency, estimated
from qa.errors import StoreError
from qa.index.layout import Recipe, pointer
from qa.index.part import Part
from qa.index.store import Store, open_store
from qa.index.vectors import Vectors
from qa.places import Gazetteer
from qa.question.catalog import Catalog
from qa.question.plan import Planner
from qa.retrieve import PassageRanking, Rerank, Retriever
from qa.settings import RetrieveSettings
from qa.words import Words

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Opened:
    """One generation: what answers a question from start to end."""

    store: Store
    catalog: Catalog
    planner: Planner
    retriever: Retriever
    shelf: Shelf
    sufficiency: Sufficiency


class Library:
    """``recipe`` is what the settings ask for; a store made in another way is refused."""

    def __init__(
        self,
        root: Path,
        recipe: Recipe,
        encode: Callable[[str], Vectors],
        words: Words,
        gazetteer: Gazetteer,
        settings: RetrieveSettings,
        rerank: Rerank | None = None,
        ranking: Callable[[Store], PassageRanking] | None = None,
        estimate: Estimate = estimated,
    ) -> None:
        """``ranking`` of a store, where it is not to rank its passages itself; ``estimate`` of how likely it is that what was
        found answers."""
        self._root = root
        self._recipe = recipe
        self._encode = encode
        self._words = words
        self._gazetteer = gazetteer
        self._settings = settings
        self._rerank = rerank
        self._ranking = ranking
        self._estimate = estimate
        self._lock = threading.Lock()
        self._pointer = pointer(root)
        self._opened = self._open(())

    def current(self) -> Opened:
        """The newest generation that opens; a damaged newer one is logged and the old one stays in use.

        What was published is tried once: opening reads the whole store, and nothing but a new publication mends it.
        """
        with self._lock:
            try:
                now = pointer(self._root)
                if now != self._pointer:
                    self._pointer = now
                    self._opened = self._open(self._opened.store.parts)
            except StoreError as exc:
                # Not the error itself: who keeps the record would keep its frames, and with them the store let go.
                log.warning("new store not opened: %s", str(exc))
            return self._opened

    def _open(self, held: Sequence[Part]) -> Opened:
        store = open_store(self._root, self._recipe, held)
        mentioned = store.passages.mentioned()
        for report, years in store.statements.moments().items():
            mentioned[report] |= years
        catalog = Catalog(store.reports, mentioned, store.statements.places_of)
        shelf = Shelf(store)
        return Opened(
            store,
            catalog,
            Planner(catalog, self._gazetteer),
            Retriever(
                store,
                self._encode,
                self._words,
                self._settings,
                rerank=self._rerank,
                ranking=self._ranking(store) if self._ranking else None,
            ),
            shelf,
            Sufficiency(store, shelf, self._words, self._estimate),
        )
