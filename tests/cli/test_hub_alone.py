"""The server as the agency installs it: with hub.txt alone, with TLS, with its word kept fresh."""

from __future__ import annotations

import importlib
import json
import os
import re
import shlex
import shutil
import ssl
import subprocess
import sys
import urllib.request
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from kiosk.cli.hub import hub
from kiosk.parcel import sealing
from kiosk.parcel.forms import PairFile, Receipt
from kiosk.sync import pairing
from kiosk.sync.post import Hub
from kiosk.sync.trouble import SyncTrouble
from kiosk.wire.wire import Wire
from tests.hub.post.kiosks import Kiosk
from tests.hub.post.lean import Lean, named
from tests.hub.post.serving import HOME, asked, serving
from tests.sync.kiosks import Kiosk as Computer

LEAN = ("-m", "tests.hub.post.lean")


def lean(*words: str | Path) -> str:
    """What a command of the hub says where only hub.txt is installed."""
    command = [sys.executable, *LEAN, *(str(word) for word in words)]
    return subprocess.run(command, cwd=HOME, capture_output=True, text=True, check=True).stdout


def code_in(said: str) -> str:
    found = re.search(r"\d{4} \d{4}", said)
    assert found
    return found[0]


def test_the_blocker_knows_what_hub_txt_names() -> None:
    assert {"starlette", "tuf", "pynacl"} <= named()
    blocker = Lean()
    for name in ("PySide6.QtCore", "reportlab", "sqlite_utils", "markdown_it", "kiosk.store"):
        with pytest.raises(ImportError, match=r"hub\.txt|a kiosk's"):
            blocker.find_spec(name)
    for name in ("starlette", "nacl.signing", "kiosk.hub.serve", "json"):
        assert blocker.find_spec(name) is None
        importlib.import_module(name)


def test_with_hub_txt_alone_a_kiosk_is_paired_and_sends_and_all_rooms_answer(
    tmp_path: Path,
) -> None:
    place, kiosk = tmp_path / "hub", Kiosk(1)
    with serving(place, "--home-page", "https://contoh.go.id", start=LEAN) as (url, _):
        code = code_in(lean("pair", "--folder", place, "--label", "Kios Aula"))
        _, answer = asked(f"{url}/post/1/pair", sealing.written(kiosk.ask_to_pair(code)))
        agency = kiosk.let_in(sealing.read(answer, PairFile), code)
        kiosk.work(3)
        status, answer = asked(f"{url}/post/1/parcels", kiosk.parcel(agency, 1, 3))
        assert (status, sealing.read(answer, Receipt).upto) == (200, 3)
        paths = (
            "/health",
            "/metrics",
            "/masuk",
            "/xapi/1.0.3/about",
            "/post/1/word/root.dermaga.json",
        )
        assert {path: asked(url + path)[0] for path in paths} == dict.fromkeys(paths, 200)
    lean("revoke", "certificate", "1/K", "--reason", "keliru", "--folder", place)
    (tmp_path / "peserta.csv").write_text("NIP,Nama,Unit\n198704122011012008,Peserta,Dinas A\n")
    codes = ("--codes", tmp_path / "kode.csv")
    lean("say", "people", tmp_path / "peserta.csv", *codes, "--folder", place)
    lean("stick", tmp_path, "--folder", place)
    assert json.loads(lean("say", "list", "--json", "--folder", place))["kiosks"] == 1
    lean("client", "add", "Dasbor", "--scope", "all/read", "--folder", place)
    lean("backup", tmp_path / "salinan", "--folder", place)
    assert json.loads(lean("status", "--json", "--folder", place))["statements"] == 3


def told_certificate(folder: Path) -> tuple[Path, Path]:
    """The certificate as docs/hub tells to make one, but for this computer's loop; and its key."""
    readme = (HOME / "docs" / "hub" / "README.md").read_text("utf-8")
    line = next(x.strip() for x in readme.splitlines() if x.strip().startswith("openssl req"))
    words = shlex.split(line.replace("192.0.2.7", "127.0.0.1"))
    subprocess.run(words, cwd=folder, capture_output=True, check=True)
    return folder / "hub-tls.pem", folder / "hub-tls.key"


@pytest.mark.skipif(not shutil.which("openssl"), reason="no openssl here")
def test_behind_tls_a_kiosk_with_the_pinned_certificate_is_paired_and_sends(
    tmp_path: Path,
) -> None:
    place, (pem, key) = tmp_path / "hub", told_certificate(tmp_path)
    computer = Computer(1, paired=False)
    with serving(place, "--cert", str(pem), "--key", str(key)) as (url, _):
        assert url.startswith("https://")
        strict = ssl.create_default_context(cafile=str(pem))
        strict.verify_flags |= ssl.VERIFY_X509_STRICT  # as later Pythons always do
        with urllib.request.urlopen(f"{url}/health", context=strict) as answer:  # noqa: S310
            assert answer.status == 200
        said = CliRunner().invoke(hub, ["pair", "--folder", str(place)]).output
        ask = pairing.asking(computer.device, computer.key, "Kios Aula")
        typed = pairing.Typed(code_in(said), os.urandom(32))
        with closing(Hub(Wire(url, ca=str(pem)), os.urandom, tries=1)) as carrier:
            computer.pairing = pairing.by_code(carrier.pair, ask, typed, computer.key, 1)
            computer.record(3)
            assert computer.round(carrier).received == 3
        with closing(Hub(Wire(url), os.urandom, tries=1)) as carrier:
            assert computer.round(carrier).trouble == "foreign"
            with pytest.raises(SyncTrouble, match="foreign"):
                carrier.agency()
