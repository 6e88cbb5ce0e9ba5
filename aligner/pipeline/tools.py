"""What every run loads once: encoders and glossary."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from aligner.config import Config, cache_folder
from aligner.domain.encoding import Encoders
from aligner.encode import CachedEncoder, load_encoder
from aligner.encode.glossary import Glossary
from aligner.lexicon import extended

__all__ = ["Tools", "loaded"]


@dataclass(frozen=True, slots=True)
class Tools:
    """Encoders and glossary of one run.

    Attributes:
        shipped: the default encoder, whose vectors the shipped classifiers know.
        encoder: what matches goals with items; the shipped one unless the user chose another.
        pieces: the static encoder that knows what each word is about.
        glossary: terms of trades, and the user's own.
    """

    shipped: CachedEncoder
    encoder: CachedEncoder
    pieces: CachedEncoder
    glossary: Glossary

    @property
    def encoders(self) -> Encoders:
        """The two that matching uses."""
        return Encoders(self.encoder, self.pieces)


@contextmanager
def loaded(config: Config) -> Iterator[Tools]:
    """Load what a run needs and let its word lists hold within the block; what was encoded ahead is stopped when the run ends."""
    # The shipped classifiers know the shipped encoder's vectors only; another model, if chosen, does the matching.
    shipped = load_encoder(cache=cache_folder())
    encoder = shipped if config.model == "default" else load_encoder(config.model, cache=cache_folder())
    shipped.warm_up()
    try:
        with extended(config.additions()):
            yield Tools(shipped, encoder, load_encoder("fast"), Glossary.load(config.glossary, config.names))
    finally:
        shipped.end_prefetch()
