"""The vectors of word pieces while they learn: what each piece means, how much it counts, and a turn common to all."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from torch.nn import functional

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ids = NDArray[np.int64]

__all__ = ["Learner", "Table", "axes", "start_table"]

# How fast the shares learn, compared to vectors.
_SHARES = 10.0
_MOMENTA = (0.9, 0.99)
_WARM_UP = 0.05

# Texts are summed up, so an end mark that counted as much as a word would be half of a short text.
_MARK = 0.05


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """A text is the sum of its pieces: ``share * (piece + shift) @ (1 + turn)``, brought to unit length.

    The turn and the shares reach pieces that no linked text holds, so that what is learnt carries over to other industries.

    Attributes:
        pieces: where they start, shape ``(n_pieces, d)``.
        shifts: how far each has moved since, same shape.
        shares: logarithms of how much each counts, shape ``(n_pieces,)``.
        turn: shape ``(d, d)``.
    """

    pieces: Any
    shifts: Any
    shares: Any
    turn: Any

    def vectors(self, texts: Sequence[Ids]) -> Any:  # noqa: ANN401 - a tensor; torch is not there when types are checked
        """Return unit rows of shape ``(len(texts), d)`` for the piece numbers of some texts, none empty."""
        starts = np.cumsum([0, *(len(text) for text in texts[:-1])])
        used, places = torch.unique(torch.from_numpy(np.concatenate(texts)), return_inverse=True)
        summed = functional.embedding_bag(places, self._rows(used), torch.from_numpy(starts), mode="sum")
        return functional.normalize(summed, dim=1)

    def folded(self) -> NDArray[np.float32]:
        """Return one row per piece, shape ``(n_pieces, d)``: adding rows up is all that is left to do."""
        with torch.no_grad():
            rows: NDArray[np.float32] = self._rows(torch.arange(len(self.pieces))).numpy()
        return rows

    def _rows(self, numbers: Any) -> Any:  # noqa: ANN401 - see above
        # A step touches few of the pieces, so only their gradients are kept.
        moved = self.pieces[numbers] + functional.embedding(numbers, self.shifts, sparse=True)
        return self.shares[numbers].exp()[:, None] * (moved + moved @ self.turn)


class Learner:
    """Moves a table down the gradient, at a rate that rises over the first steps and then falls to zero along half a cosine.

    Args:
        table: changed in place.
        rate: highest learning rate of the vectors.
        steps: how many there will be.
    """

    def __init__(self, table: Table, rate: float, steps: int) -> None:
        for value in (table.shifts, table.shares, table.turn):
            value.requires_grad_()
        shares = {"params": [table.shares], "lr": _SHARES * rate}
        self._parts = [
            torch.optim.SparseAdam([table.shifts], lr=rate, betas=_MOMENTA),
            torch.optim.Adam([shares, {"params": [table.turn]}], lr=rate, betas=_MOMENTA),
        ]
        self._steps = steps
        self._schedules = [torch.optim.lr_scheduler.LambdaLR(part, self._share_of_rate) for part in self._parts]

    def step(self, loss: Any) -> None:  # noqa: ANN401 - see above
        """Take one step that lowers the loss."""
        for part in self._parts:
            part.zero_grad()
        loss.backward()
        for part, schedule in zip(self._parts, self._schedules, strict=True):
            part.step()
            schedule.step()

    def _share_of_rate(self, done: int) -> float:
        reached = (done + 1) / (self._steps + 1)
        return reached / _WARM_UP if reached < _WARM_UP else 0.5 * (1 + math.cos(math.pi * (reached - _WARM_UP) / (1 - _WARM_UP)))


def axes(rows: Any, dimension: int) -> Any:  # noqa: ANN401 - see above
    """Return the orthonormal axes, shape ``(width, dimension)``, along which rows are longest; the origin stays where it is."""
    found = torch.linalg.eigh(rows.double().T @ rows.double()).eigenvectors.flip(1)[:, :dimension]
    # Either direction of an axis is right; the same one is always chosen.
    peaks = found.gather(0, found.abs().argmax(0, keepdim=True))
    return (found * peaks.sign()).float()


def start_table(model: Any, projection: Any, counts: NDArray[np.int64], frequent: float) -> Table:  # noqa: ANN401 - see above
    """Return the pieces as the encoder sees each alone, weighted by smooth inverse frequency.

    Args:
        model: the encoder, an ``aligner.train.bert.Bert``.
        projection: shape ``(width, d)``.
        counts: how often each piece occurs in the texts.
        frequent: share of all pieces at which a piece counts half.
    """
    first, last = model.token_ids([""], 2)[0]
    with torch.no_grad():
        pieces = model.vectors_of([[first, number, last] for number in range(len(counts))]) @ projection
    shares = torch.log(frequent / (frequent + torch.from_numpy(counts / counts.sum())).float())
    shares[[first, last]] = np.log(_MARK)
    return Table(pieces, torch.zeros_like(pieces), shares, torch.zeros(pieces.shape[1], pieces.shape[1]))
