"""An archive behind a URL, through fsspec."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from aligner.archive.inventory import Entry, Patterns, counted, shown
from aligner.errors import LimitError, MissingExtraError, MissingFileError

__all__ = ["Remote"]

_EXTRAS = {"s3": "s3", "s3a": "s3", "az": "azure", "abfs": "azure", "abfss": "azure", "adl": "azure", "gs": "gcs", "gcs": "gcs", "sftp": "sftp", "ssh": "sftp"}  # fmt: skip
# What file systems call the thing that changes with the content, the surest first.
_STAMPS = (
    "ETag",
    "etag",
    "md5Hash",
    "content_settings",
    "crc32c",
    "CRC",
    "checksum",
    "mtime",
    "LastModified",
    "last_modified",
    "updated",
    "modified",
)


class Remote:
    """Files below a URL.

    Raises:
        MissingExtraError: no package for this kind of URL is installed.
        MissingFileError: there is nothing at the URL, or it cannot be reached.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        self._system, self._root = _opened(url)

    def entries(self, patterns: Patterns) -> Iterator[Entry]:
        """Yield the files that count, sorted by path."""
        try:
            listed = self._system.find(self._root, detail=True)
        except Exception as error:  # every file system raises kinds of its own
            raise MissingFileError(self._url, f"cannot be listed ({_short(error)})", "Check the address and your rights.") from error
        yield from counted((Entry(self._path(key), str(key), _size(info), _stamp(info)) for key, info in listed.items()), patterns)

    def _path(self, key: object) -> str:
        return shown(str(key).removeprefix(self._root).lstrip("/") or str(key).rpartition("/")[2])

    def read(self, entry: Entry, most: int) -> bytes:
        """Return a file's bytes."""
        try:
            with self._system.open(entry.key, "rb") as file:
                data = bytes(file.read(most + 1))
        except Exception as error:  # as above
            raise MissingFileError(entry.path, f"cannot be opened ({_short(error)})", "Run the scan again.") from error
        if len(data) > most:
            raise LimitError(entry.path, f"is larger than {most / 1e6:,.0f} MB", "Split it into smaller files.")
        return data


def _opened(url: str) -> tuple[Any, str]:
    import fsspec  # noqa: PLC0415 - only for archives behind a URL

    scheme = url.partition("://")[0].partition("::")[0].lower()
    try:
        system, root = fsspec.core.url_to_fs(url)
    except ImportError as error:
        extra = _EXTRAS.get(scheme)
        hint = f"pip install 'aligner[{extra}]'" if extra else f"install the fsspec package for {scheme}://"
        message = f"{url}: reading {scheme}:// needs a package that is not installed; {hint}"
        raise MissingExtraError(message) from error
    except Exception as error:  # as above
        raise MissingFileError(url, f"cannot be opened ({_short(error)})", "Check the address and your rights.") from error
    return system, str(root).rstrip("/")


def _size(info: Mapping[str, object]) -> int | None:
    size = info.get("size")
    return size if isinstance(size, int) else None


def _stamp(info: Mapping[str, object]) -> str:
    return next((f"{name}={info[name]}" for name in _STAMPS if info.get(name) is not None), "")


def _short(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:200]
