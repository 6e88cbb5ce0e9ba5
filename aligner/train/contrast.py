"""What the encoder is asked for while it is tuned: linked texts closer than others, and no needless moves."""

from __future__ import annotations

from typing import Any

import torch
from torch.nn import functional

__all__ = ["contrast", "drift"]

_NEVER = -1e4
_SPREAD = 10.0


def contrast(logits: Any, truth: Any) -> Any:  # noqa: ANN401 - tensors; torch is not there when types are checked
    """Return the mean of -log softmax(one link against everything unlinked in its row), and the same by columns, halved.

    Links of one row do not compete: a goal may have much work, and all of it should be near.

    Args:
        logits: shape ``(n, m)``.
        truth: booleans of the same shape, at least one true.
    """
    total = torch.zeros(())
    for axis in (0, 1):
        rest = torch.logsumexp(logits.masked_fill(truth, _NEVER), dim=axis, keepdim=True)
        total = total + functional.softplus(rest - logits)[truth].mean()
    return total / 2


def drift(rows: Any, original: Any) -> Any:  # noqa: ANN401 - see above
    """Return how far unit rows moved, and how much their cosines among each other changed: zero where nothing did.

    Args:
        rows: shape ``(n, d)``.
        original: what the rows were before tuning.
    """
    moved = 1 - (rows * original).sum(1)
    return moved.mean() + _SPREAD * (rows @ rows.T - original @ original.T).square().mean()
