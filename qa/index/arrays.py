"""Arrays on disk: written whole or with an error, mapped when they are read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt


def mapped(path: Path) -> npt.NDArray[Any]:
    """An array that ``write_array`` wrote, read where and when it is used. Raises OSError or ValueError."""
    return np.asarray(np.load(path, mmap_mode="r", allow_pickle=False))


def write_array(path: Path, array: npt.NDArray[Any]) -> None:
    """``np.save`` loses the tail of an array on a full disk without a word; what is written here raises."""
    with path.open("wb") as stream:
        np.lib.format.write_array_header_1_0(stream, np.lib.format.header_data_from_array_1_0(array))
        stream.write(np.ascontiguousarray(array).reshape(-1).view(np.uint8).data)
