"""python-tuf behind a stick or a wire of a few lines. It takes 0.2 s to load: import this late."""

from __future__ import annotations

import datetime as dt
import errno
import os
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from msgspec import Struct
from tuf.api.exceptions import (
    BadVersionNumberError,
    DownloadError,
    DownloadHTTPError,
    DownloadLengthMismatchError,
    LengthOrHashMismatchError,
    RepositoryError,
    SlowRetrievalError,
    UnsignedMetadataError,
)
from tuf.api.metadata import TargetFile  # type: ignore[attr-defined]
from tuf.ngclient import (  # type: ignore[attr-defined]
    FetcherInterface,
    Updater,
    UpdaterConfig,
)

from kiosk.parcel.word import SAID, limit_of
from kiosk.sync.word import FromFolder, FromHub, Source, WordTrouble

_CHUNK: Final = 1 << 16
_DAWN: Final = dt.datetime.min.replace(tzinfo=dt.UTC)
_FULL: Final = (errno.ENOSPC, errno.EDQUOT, errno.EROFS)
_LIMITS: Final = UpdaterConfig(
    max_root_rotations=64,
    max_delegations=0,
    root_max_length=1 << 16,
    timestamp_max_length=1 << 13,
    snapshot_max_length=1 << 14,
    targets_max_length=1 << 22,
)
_METADATA, _TARGETS = "metadata/", "targets/"


class Listed(Struct, frozen=True):
    """A file of the word: its size and hash as signed for."""

    size: int
    sha256: str


class Trusted:
    """What is trusted from a pinned root, kept in a folder, and where more of it is to be had."""

    def __init__(self, folder: Path, root: bytes, source: Source) -> None:
        self._folder, self._pinned = folder, root
        self._cache = folder / "targets"
        self._cache.mkdir(parents=True, exist_ok=True, mode=0o700)
        for left in folder.rglob("*.part"):
            left.unlink(missing_ok=True)
        self._fetcher = _FolderFetcher(source) if isinstance(source, FromFolder) else _Hub(source)
        self._updater = _Updater(
            str(folder),
            _METADATA,
            str(self._cache),
            _TARGETS,
            fetcher=self._fetcher,
            config=_LIMITS,
            bootstrap=root,
        )

    def refresh(self) -> None:
        """Take over what is newer there. Raises "foreign" if all of it is another agency's."""
        try:
            self._updater.refresh()
        except UnsignedMetadataError as error:
            raise WordTrouble("foreign" if self._is_foreign() else "forged") from error

    def _is_foreign(self) -> bool:
        """Whether the root that lies there under the pinned one's number is another one."""
        try:
            url = f"{_METADATA}{self._updater.pinned_version}.root.json"
            return self._fetcher.download_bytes(url, _LIMITS.root_max_length) != self._pinned
        except (DownloadError, OSError):
            return False

    @property
    def version(self) -> int:
        """The version of the files' list."""
        return self._updater.version

    @property
    def root(self) -> int:
        """The number of the newest root."""
        return self._updater.root

    @property
    def expires(self) -> int:
        """UTC ms at which the first of the four signed files is out of date."""
        return int(self._updater.expires.timestamp() * 1000)

    @property
    def said(self) -> int:
        """UTC ms at which the agency said that this is its newest word; 0 if it did not tell."""
        return self._updater.said

    def targets(self) -> dict[str, Listed]:
        """Every file listed."""
        found = self._updater.listed()
        return {n: Listed(t.length, t.hashes.get("sha256", "")) for n, t in found.items()}

    def fetch(self, names: Iterable[str], progress: Callable[[int, int], None]) -> dict[str, Path]:
        """Files of this computer with the bytes signed for, by name. Raises "too-large"."""
        listed = self._updater.listed()
        wanted = {name: listed[name] for name in names}
        if any(target.length > limit_of(name) for name, target in wanted.items()):
            raise WordTrouble("too-large")
        found: dict[str, Path] = {}
        done, whole = 0, sum(target.length for target in wanted.values())
        for name, target in wanted.items():
            file = self._cache / target.hashes["sha256"]
            if self._updater.find_cached_target(target, str(file)) is None:
                self._updater.download_target(target, str(file))
            found[name] = file
            done += target.length
            progress(done, whole)
        return found

    def keep_only(self, files: set[Path]) -> None:
        """Let go of what was fetched, but for these."""
        for file in set(self._cache.iterdir()) - files:
            file.unlink(missing_ok=True)


class _Updater(Updater):
    """TUF's own client, but for three things.

    What is trusted is on disk at return, as a power cut must not let an older word pass. No
    symbolic link is made, as not every file system has them. Nothing expires: the reader of
    `expires` decides what that means (see `kiosk.sync.word`).
    """

    def __init__(  # noqa: PLR0913, PLR0917 - as the client's own
        self,
        metadata_dir: str,
        metadata_base_url: str,
        target_dir: str,
        target_base_url: str,
        fetcher: FetcherInterface,
        config: UpdaterConfig,
        *,
        bootstrap: bytes,
    ) -> None:
        super().__init__(
            metadata_dir,
            metadata_base_url,
            target_dir,
            target_base_url,
            fetcher,
            config,
            bootstrap=bootstrap,
        )
        self.pinned_version = self._trusted_set.root.version
        self._trusted_set.reference_time = _DAWN

    def _persist_file(self, filename: str, data: bytes) -> None:
        place = Path(filename)
        part = place.with_name(place.name + ".part")
        with part.open("wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        part.replace(place)
        _sync_folder(place.parent)

    def _update_root_symlink(self) -> None:
        """The pinned root is always given, so nothing reads that link."""

    @property
    def version(self) -> int:
        return int(self._trusted_set.targets.version)

    @property
    def root(self) -> int:
        return int(self._trusted_set.root.version)

    @property
    def said(self) -> int:
        told = self._trusted_set.timestamp.unrecognized_fields.get(SAID)
        return told if isinstance(told, int) else 0

    @property
    def expires(self) -> dt.datetime:
        parts = self._trusted_set
        signed = (parts.root, parts.timestamp, parts.snapshot, parts.targets)
        return min(part.expires for part in signed)

    def listed(self) -> Mapping[str, TargetFile]:
        return self._trusted_set.targets.targets


class _FolderFetcher(FetcherInterface):
    """Files of a folder; links, pipes and devices are none."""

    def __init__(self, source: FromFolder) -> None:
        self._folder = source.folder

    def _fetch(self, url: str) -> Iterator[bytes]:
        file = self._folder / url
        try:
            if not stat.S_ISREG(file.lstat().st_mode):
                raise DownloadHTTPError(url, 404)
        except FileNotFoundError as error:
            if not self._folder.is_dir():
                raise WordTrouble("away") from error
            raise DownloadHTTPError(url, 404) from error
        with file.open("rb") as opened:
            while chunk := opened.read(_CHUNK):
                yield chunk


class _Hub(FetcherInterface):
    """Files over HTTP, as they are: what came compressed would not be bounded."""

    def __init__(self, source: FromHub) -> None:
        self._source = source

    def _fetch(self, url: str) -> Iterator[bytes]:
        import httpx2

        whole = f"{self._source.url.rstrip('/')}/{url}"
        until = self._source.ticks() + self._source.seconds
        try:
            with self._source.client.stream(
                "GET", whole, headers={"accept-encoding": "identity"}
            ) as answer:
                if answer.status_code != httpx2.codes.OK:
                    raise DownloadHTTPError(url, answer.status_code)
                for chunk in answer.iter_raw(_CHUNK):
                    if self._source.ticks() > until:
                        raise SlowRetrievalError(url)
                    yield chunk
        except httpx2.TimeoutException as error:
            raise SlowRetrievalError(url) from error
        except (httpx2.HTTPError, httpx2.InvalidURL, httpx2.StreamError) as error:
            raise WordTrouble("away") from error


@contextmanager
def told() -> Iterator[None]:
    """All that reading may meet, as WordTrouble."""
    try:
        yield
    except DownloadHTTPError as error:
        raise WordTrouble("missing" if error.status_code in {403, 404} else "away") from error
    except BadVersionNumberError as error:
        raise WordTrouble("older") from error
    except UnsignedMetadataError as error:
        raise WordTrouble("forged") from error
    except LengthOrHashMismatchError as error:
        raise WordTrouble("damaged") from error
    except DownloadLengthMismatchError as error:
        raise WordTrouble("too-large") from error
    except SlowRetrievalError as error:
        raise WordTrouble("slow") from error
    except DownloadError as error:
        raise WordTrouble("away") from error
    except (RepositoryError, KeyError) as error:
        raise WordTrouble("strange") from error
    except OSError as error:
        raise WordTrouble("full" if error.errno in _FULL else "away") from error


def _sync_folder(folder: Path) -> None:
    """Make a new name durable; Windows does that by itself."""
    if os.name == "posix":
        opened = os.open(folder, os.O_RDONLY)
        with suppress(OSError):
            os.fsync(opened)
        os.close(opened)
