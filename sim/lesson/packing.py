"""Whole numbers made small enough for a page: differences, byte by byte, deflated, in base64."""

from __future__ import annotations

import base64
import zlib
from typing import Any

import numpy as np
import numpy.typing as npt


def packed(values: npt.ArrayLike) -> dict[str, Any]:
    """Whole numbers of any shape, for ``unpack`` of the page.

    Each row (along the last axis) is kept as steps from one number to the next. The lowest bytes
    of all steps come first, then the next ones: most of those are zero.
    """
    numbers = np.asarray(values).astype(np.int64)
    steps = np.diff(numbers, axis=-1, prepend=0).ravel()
    width = next(each for each in (1, 2, 4) if fits(steps, each))
    planes = steps.astype(f"<i{width}").view(np.uint8).reshape(-1, width).T
    deflated = zlib.compress(planes.tobytes(), 9)
    return {
        "shape": list(numbers.shape),
        "width": width,
        "bytes": base64.b64encode(deflated).decode("ascii"),
    }


def fits(steps: npt.NDArray[np.int64], width: int) -> bool:
    """Whether signed numbers of so many bytes can hold all steps."""
    limit = 2 ** (8 * width - 1)
    return len(steps) == 0 or bool(-limit <= steps.min() and steps.max() < limit)
