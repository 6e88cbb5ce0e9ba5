"""Every error the program raises on purpose.

``AlignerError`` is the root. Each error is one plain sentence for the person at the keyboard: what was expected, what came,
where, and what to do next. The classes are public; their messages may change between versions.
"""

from __future__ import annotations

__all__ = [
    "AlignerError",
    "ConfigError",
    "CorruptFileError",
    "EmptyDocumentError",
    "EncryptedFileError",
    "LimitError",
    "MissingExtraError",
    "MissingFileError",
    "ModelError",
    "NothingFoundError",
    "OutputError",
    "ReadError",
    "UnknownNameError",
    "UnsupportedFormatError",
    "UsageError",
]

EXIT_FINDINGS = 1
EXIT_FAILURE = 2


class AlignerError(Exception):
    """Root of all errors that a caller may handle.

    Args:
        message: one sentence without a final line break.
    """

    exit_code: int = EXIT_FAILURE

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class UsageError(AlignerError):
    """The command line asks for something that makes no sense."""


class ConfigError(AlignerError):
    """A settings file holds an unknown key or a value of the wrong kind; the message names file and line."""


class UnknownNameError(AlignerError):
    """A name (format, rule, encoder) is not known; the message lists the known ones."""


class MissingExtraError(AlignerError):
    """An optional package is not installed; the message gives the install command."""


class ModelError(AlignerError):
    """A model folder is missing, incomplete or does not match its manifest."""


class OutputError(AlignerError):
    """A result cannot be written where it was asked for."""


class NothingFoundError(AlignerError):
    """The documents were read, but hold no goal (strategy side) or no item (execution side)."""


class ReadError(AlignerError):
    """A document cannot be read.

    Args:
        path: the file as the user named it.
        reason: what is wrong, as a clause ("is encrypted", "has no text layer").
        remedy: what the user can do about it, as a sentence; may be empty.
    """

    def __init__(self, path: str, reason: str, remedy: str = "") -> None:
        super().__init__(f"{path}: {reason}.{' ' + remedy if remedy else ''}")
        self.path = path
        self.reason = reason
        self.remedy = remedy


class MissingFileError(ReadError):
    """The file or folder does not exist or may not be read."""


class UnsupportedFormatError(ReadError):
    """No reader accepts the content of the file."""


class CorruptFileError(ReadError):
    """The content breaks the rules of its own format."""


class EncryptedFileError(ReadError):
    """The file is protected by a password or rights management."""


class EmptyDocumentError(ReadError):
    """The file holds no text."""


class LimitError(ReadError):
    """The file exceeds a size, depth, ratio or time limit (decompression bombs among them)."""
