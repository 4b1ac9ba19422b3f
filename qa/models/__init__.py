"""The doors to the outside models: embedder, chat model, and fetching the default ones (``qa.models.pull``).

``Embedder`` stays in ``qa.models.embedder``: who only asks which one it is need not wait for its library.
"""

from qa.models.chat import Chat, open_chat
from qa.models.pull import Progress, pull
from qa.models.weights import ModelStatus, catalogue

__all__ = ["Chat", "ModelStatus", "Progress", "catalogue", "open_chat", "pull"]
