"""The one writer of the agency's word. It needs tuf, which takes 0.2 s: import it late.

Order of writing: targets, targets.json, snapshot.json, and last timestamp.json, which alone says
that the rest counts; so a reader, a copier or a power cut at any moment finds the old word or the
new one. Versions are minutes since 2026 or one more than the last: a hub that was restored from an
old copy goes on above all it has ever said, while a kiosk never goes back.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final, TypeVar

from securesystemslib.signer import CryptoSigner  # type: ignore[attr-defined]
from tuf.api.exceptions import RepositoryError
from tuf.api.metadata import (  # type: ignore[attr-defined]
    Metadata,
    MetaFile,
    Root,
    Snapshot,
    TargetFile,
    Targets,
    Timestamp,
)
from tuf.api.serialization.json import JSONSerializer

from kiosk.hub.word import keys
from kiosk.hub.word.files import alone, write
from kiosk.hub.word.trouble import WriterTrouble
from kiosk.parcel.word import SAID, limit_of

KEYS, METADATA, TARGETS = "keys", "metadata", "targets"
ROOT_DAYS: Final = 3650
TARGETS_DAYS: Final = 1825
ONLINE_DAYS: Final = 180
"""A kiosk that heard nothing newer for so long asks its officer."""
_EPOCH: Final = 1_767_225_600_000
_MINUTE: Final = 60_000
_WRITTEN: Final = JSONSerializer(compact=True)
_ROLES: Final = {keys.ROOT: ("root", "targets"), keys.ONLINE: ("snapshot", "timestamp")}
"""Which key signs what."""
Signed = TypeVar("Signed", Root, Timestamp, Snapshot, Targets)


def begin(folder: Path, now: int, chance: Callable[[int], bytes]) -> None:
    """Draw the keys and say the first word, an empty one; nothing happens if that was done.

    `now` in UTC ms; `chance` gives bytes fit for keys.
    """
    with alone(folder):
        if _timestamp(folder) is not None:
            return
        if not _newest_root(folder):
            root = Root(version=1, expires=_after(now, ROOT_DAYS))
            for name, roles in _ROLES.items():
                file = folder / KEYS / name
                keys.keep(file, keys.read(file) or keys.drawn(chance))
                _entrust(root, roles, keys.read(file))
            _keep(folder, "1.root.json", root, [_signer(folder, root, keys.ROOT)])
        _say(folder, {}, now, *_signers(folder))


def publish(folder: Path, targets: Mapping[str, bytes], now: int) -> int:
    """Say these files and no others; the version said.

    The same files again: no new version. Raises WriterTrouble "not-begun", "busy", "key-away"
    (either key), "name" and "too-large".
    """
    _check(targets)
    with alone(folder):
        return _publish(folder, targets, {}, now)


def replace(
    folder: Path, targets: Mapping[str, bytes], now: int, gone: Collection[str] = ()
) -> int:
    """Say these files in place of those of the same names, and those `gone` no more.

    All others stay. As `publish` else.
    """
    _check(targets)
    with alone(folder):
        others = {n: said for n, said in _said(folder).targets.items() if n not in gone}
        return _publish(folder, targets, others, now)


def refresh(folder: Path, now: int) -> None:
    """Say once more that this is the newest word, for the next 180 days.

    The root key is needed only when the files' list itself, which holds five years, runs out.
    """
    with alone(folder):
        said = _said(folder)
        if said.expires < _after(now, ONLINE_DAYS):
            with suppress(WriterTrouble):
                _say(folder, said.targets, now, *_signers(folder))
                return
        timestamp = _current(folder)
        snapshot = _read(folder, f"{timestamp.snapshot_meta.version}.snapshot.json", Snapshot)
        online = [_signer(folder, _root(folder), keys.ONLINE)]
        snapshot.version = _next(snapshot.version, now)
        snapshot.expires = _after(now, ONLINE_DAYS)
        _show(folder, snapshot, timestamp, now, online)


def rotate(folder: Path, now: int, chance: Callable[[int], bytes]) -> int:
    """New keys in the place of both, as after a theft; the version of the new root.

    The present files are signed by old and new keys before the new root is shown, so they hold for
    a kiosk that knows it and for one that does not. What an interrupted rotation began is finished.
    """
    with alone(folder):
        root, kept = _root(folder), folder / KEYS
        if _succeeded(folder, root):
            return root.version
        pairs: dict[str, list[CryptoSigner]] = {}
        for name in _ROLES:
            new = keys.read(keys.next_of(kept / name)) or keys.drawn(chance)
            keys.keep(keys.next_of(kept / name), new)
            pairs[name] = [_signer(folder, root, name), new]
        _say(folder, _said(folder).targets, now, pairs[keys.ROOT], pairs[keys.ONLINE])
        for name, roles in _ROLES.items():
            for role in roles:
                root.revoke_key(pairs[name][0].public_key.keyid, role)
            _entrust(root, roles, pairs[name][1])
        root.version, root.expires = root.version + 1, _after(now, ROOT_DAYS)
        _keep(folder, f"{root.version}.root.json", root, pairs[keys.ROOT])
        _succeeded(folder, root)
        return root.version


def root_bytes(folder: Path) -> bytes:
    """The newest root, which a kiosk pins when it is paired. Raises WriterTrouble "not-begun"."""
    number = _newest_root(folder)
    if not number:
        raise WriterTrouble("not-begun")
    return (folder / METADATA / f"{number}.root.json").read_bytes()


def _check(targets: Mapping[str, bytes]) -> None:
    for name, body in targets.items():
        if not limit_of(name):
            raise WriterTrouble("name")
        if len(body) > limit_of(name):
            raise WriterTrouble("too-large")


def _publish(
    folder: Path, targets: Mapping[str, bytes], others: Mapping[str, TargetFile], now: int
) -> int:
    said = _said(folder)
    wanted = {name: TargetFile.from_data(name, body) for name, body in targets.items()}
    wanted = {**others, **wanted}
    for name, body in targets.items():
        _put(folder, name, body)
    if wanted == said.targets:
        return said.version
    return _say(folder, wanted, now, *_signers(folder))


def _say(
    folder: Path,
    targets: Mapping[str, TargetFile],
    now: int,
    roots: list[CryptoSigner],
    online: list[CryptoSigner],
) -> int:
    """Sign a set of files whose bytes are in place, then show it."""
    timestamp = _timestamp(folder)
    version = _next(timestamp.snapshot_meta.version if timestamp else 0, now)
    said = Targets(version=version, expires=_after(now, TARGETS_DAYS), targets=dict(targets))
    body = _keep(folder, f"{version}.targets.json", said, roots)
    snapshot = Snapshot(version=version, expires=_after(now, ONLINE_DAYS))
    snapshot.meta = {"targets.json": _meta(version, body)}
    _show(folder, snapshot, timestamp, now, online)
    return version


def _show(
    folder: Path, snapshot: Snapshot, before: Timestamp | None, now: int, online: list[CryptoSigner]
) -> None:
    """From here on the snapshot counts; all but this word and the one before goes."""
    body = _keep(folder, f"{snapshot.version}.snapshot.json", snapshot, online)
    version = _next(before.version if before else 0, now)
    said_at = {SAID: now}
    timestamp = Timestamp(
        version=version, expires=_after(now, ONLINE_DAYS), unrecognized_fields=said_at
    )
    timestamp.snapshot_meta = _meta(snapshot.version, body)
    _keep(folder, "timestamp.json", timestamp, online)
    kept = _parts(folder, snapshot.version)
    if before:  # someone may be fetching it still
        kept |= _parts(folder, before.snapshot_meta.version)
    _prune(folder, kept)


def _keep(folder: Path, name: str, said: Signed, signers: Iterable[CryptoSigner]) -> bytes:
    signed = Metadata(said)
    for signer in signers:
        signed.sign(signer, append=True)
    body = signed.to_bytes(_WRITTEN)
    write(folder / METADATA / name, body)
    return body


def _put(folder: Path, name: str, body: bytes) -> None:
    """A file of the word under the name by which it is asked for: its hash comes before it."""
    place, _, last = name.rpartition("/")
    file = folder / TARGETS / place / f"{hashlib.sha256(body).hexdigest()}.{last}"
    if not file.exists() or file.read_bytes() != body:
        write(file, body)


def _parts(folder: Path, snapshot: int) -> set[str]:
    """The names of all files of a word, relative to its folder."""
    found = {f"{METADATA}/{snapshot}.snapshot.json"}
    with suppress(WriterTrouble):
        meta = _read(folder, f"{snapshot}.snapshot.json", Snapshot).meta["targets.json"]
        found.add(f"{METADATA}/{meta.version}.targets.json")
        for target in _read(folder, f"{meta.version}.targets.json", Targets).targets.values():
            found.update(f"{TARGETS}/{path}" for path in target.get_prefixed_paths())
    return found


def _prune(folder: Path, kept: set[str]) -> None:
    there = [*(folder / METADATA).glob("*.targets.json"), *(folder / TARGETS).rglob("*")]
    for file in (*there, *(folder / METADATA).glob("*.snapshot.json")):
        if file.is_file() and file.relative_to(folder).as_posix() not in kept:
            file.unlink(missing_ok=True)


def _said(folder: Path) -> Targets:
    snapshot = _read(folder, f"{_current(folder).snapshot_meta.version}.snapshot.json", Snapshot)
    return _read(folder, f"{snapshot.meta['targets.json'].version}.targets.json", Targets)


def _current(folder: Path) -> Timestamp:
    timestamp = _timestamp(folder)
    if timestamp is None:
        raise WriterTrouble("not-begun")
    return timestamp


def _timestamp(folder: Path) -> Timestamp | None:
    with suppress(WriterTrouble):
        return _read(folder, "timestamp.json", Timestamp)
    return None


def _read(folder: Path, name: str, kind: type[Signed]) -> Signed:
    try:
        signed = Metadata.from_bytes((folder / METADATA / name).read_bytes()).signed
    except (OSError, RepositoryError) as error:
        raise WriterTrouble("not-begun") from error
    if not isinstance(signed, kind):
        raise WriterTrouble("not-begun")
    return signed


def _newest_root(folder: Path) -> int:
    names = [file.name.partition(".")[0] for file in (folder / METADATA).glob("*.root.json")]
    return max((int(n) for n in names if n.isdigit()), default=0)


def _root(folder: Path) -> Root:
    return _read(folder, f"{_newest_root(folder)}.root.json", Root)


def _signers(folder: Path) -> tuple[list[CryptoSigner], list[CryptoSigner]]:
    root = _root(folder)
    return [_signer(folder, root, keys.ROOT)], [_signer(folder, root, keys.ONLINE)]


def _signer(folder: Path, root: Root, name: str) -> CryptoSigner:
    """The key of a name that the root trusts."""
    return keys.one_of(root.roles[_ROLES[name][0]].keyids, folder / KEYS / name)


def _entrust(root: Root, roles: Iterable[str], key: CryptoSigner | None) -> None:
    if key is None:
        raise WriterTrouble("key-away")
    for role in roles:
        root.add_key(key.public_key, role)


def _succeeded(folder: Path, root: Root) -> bool:
    """Give new keys that the root trusts already the place of the old; whether there were any."""
    found = False
    for name, roles in _ROLES.items():
        file = folder / KEYS / name
        new = keys.read(keys.next_of(file))
        if new is not None and new.public_key.keyid in root.roles[roles[0]].keyids:
            keys.next_of(file).replace(file)
            found = True
    return found


def _meta(version: int, body: bytes) -> MetaFile:
    return MetaFile(version, len(body), {"sha256": hashlib.sha256(body).hexdigest()})


def _next(before: int, now: int) -> int:
    return max(before + 1, (now - _EPOCH) // _MINUTE)


def _after(now: int, days: int) -> dt.datetime:
    moment = dt.datetime.fromtimestamp(now // 1000, dt.UTC)
    return moment + dt.timedelta(days=days)
