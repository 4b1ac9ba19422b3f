"""The doors to the outside models: embedder, chat model, and fetching the default ones (``qa.models.pull``)."""

from qa.models.chat import Chat, open_chat
from qa.models.embedder import Embedder, load_embedder
from qa.models.pull import Progress, pull
from qa.models.weights import ModelStatus, catalogue

__all__ = ["Chat", "Embedder", "ModelStatus", "Progress", "catalogue", "load_embedder", "open_chat", "pull"]
