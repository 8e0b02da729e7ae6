"""Shares that were rounded: within half a per cent of 1 they are scaled, so that they sum to 1."""

from __future__ import annotations

MOST = 0.005


def is_rounding(total: float) -> bool:
    """Whether what shares sum to is off by no more than their rounding."""
    return abs(total - 1.0) <= MOST + 1e-9
