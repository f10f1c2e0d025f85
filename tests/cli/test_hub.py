"""The agency's commands, typed at a folder of their own."""

from __future__ import annotations

import http.client
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kiosk.cli.hub import hub
from kiosk.hub.post.keys import agency_keys
from kiosk.parcel import sealing
from kiosk.parcel.forms import PairFile, Receipt, Revocations
from kiosk.parcel.parcel import name_of, opened
from kiosk.sync.word import FromFolder, Known, Reader, Word
from tests.hub.post.kiosks import Kiosk
from tests.hub.post.serving import HOME, asked, serving


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "hub"


def typed(*words: str | Path) -> Result:
    return CliRunner().invoke(hub, [str(word) for word in words])


def said(*words: str | Path) -> str:
    result = typed(*words)
    assert result.exit_code == 0, result.output
    return result.output


def paired(place: Path, url: str, n: int = 1) -> Kiosk:
    kiosk = Kiosk(n)
    code = re.search(r"\d{4} \d{4}", said("pair", "--folder", place, "--label", "Kios Aula"))
    assert code
    body = sealing.written(kiosk.ask_to_pair(code[0]))
    _, answer = asked(f"{url}/post/1/pair", body)
    kiosk.let_in(sealing.read(answer, PairFile), code[0])
    return kiosk


def send(place: Path, url: str, kiosk: Kiosk, first: int, last: int) -> Receipt:
    agency = agency_keys(place, os.urandom).agency
    body = kiosk.parcel(agency, first, last)
    _, answer = asked(f"{url}/post/1/parcels", body)
    return sealing.read(answer, Receipt)


def test_a_kiosk_is_paired_by_the_code_on_the_screen_and_sends(place: Path) -> None:
    with serving(place, "--name", "BKPSDM Contoh", "--home-page", "https://contoh.go.id") as (
        url, process,
    ):  # fmt: skip
        kiosk = paired(place, url)
        kiosk.work(3)
        assert send(place, url, kiosk, 1, 3).upto == 3
        listed = json.loads(said("kiosks", "--folder", place, "--json"))
        assert [(k["label"], k["events"], k["state"]) for k in listed] == [
            ("Kios Aula", 3, "active")
        ]
        assert "Kios Aula" in said("kiosks", "--folder", place)
        process.send_signal(signal.SIGTERM)
        assert process.wait(15) in {0, -signal.SIGTERM}
    status = json.loads(said("status", "--folder", place, "--json"))
    assert (status["agency"], status["statements"], status["parcels"]) == ("BKPSDM Contoh", 3, 1)
    assert status["kiosks"] == {"active": 1, "silent": 0, "revoked": 0}


@pytest.mark.skipif(os.name != "posix", reason="kill -9")
def test_a_hub_killed_while_it_takes_parcels_has_all_that_it_receipted(place: Path) -> None:
    kiosk = Kiosk(1)
    acknowledged = 0
    for n in range(3):
        with serving(place) as (url, process):
            if n == 0:
                kiosk = paired(place, url)
                kiosk.work(3000)
            upto = receipt_of(url, kiosk)
            assert upto >= acknowledged
            threading.Timer(0.1 * (n + 1), process.kill).start()
            try:
                while acknowledged < 3000:
                    acknowledged = send(place, url, kiosk, upto + 1, min(upto + 100, 3000)).upto
                    upto = acknowledged
            except (OSError, http.client.HTTPException):
                pass
            process.wait(10)
    with serving(place) as (url, _):
        upto = receipt_of(url, kiosk)
        assert upto >= acknowledged > 0
        assert send(place, url, kiosk, max(upto - 50, 1), max(upto, 3000)).gaps == ()
    assert json.loads(said("status", "--folder", place, "--json"))["statements"] == 3000


def receipt_of(url: str, kiosk: Kiosk) -> int:
    _, answer = asked(f"{url}/post/1/receipts/{kiosk.device}")
    return sealing.read(answer, Receipt).upto


def test_the_server_needs_neither_qt_nor_reportlab_nor_the_kiosks_store(place: Path) -> None:
    script = (
        "import sys, threading, runpy\n"
        "class Not:\n"
        "    def find_spec(self, name, *rest):\n"
        "        if name.partition('.')[0] in {'PySide6', 'shiboken6', 'reportlab', 'sqlite_utils',"
        " 'markdown_it', 'segno', 'platformdirs'}:\n"
        "            raise ImportError(name)\n"
        "sys.meta_path.insert(0, Not())\n"
        "sys.argv = ['hub', *sys.argv[1:]]\n"
        "runpy.run_module('kiosk.cli.hub', run_name='__main__', alter_sys=False)\n"
    )
    asked = [sys.executable, "-c", script, "status", "--json", "--folder", str(place)]
    found = subprocess.run(asked, cwd=HOME, capture_output=True, text=True, check=True)
    assert json.loads(found.stdout)["statements"] == 0
    listing = (
        "import sys, kiosk.cli.hub as h\n"
        "from importlib import import_module\n"
        "[import_module('kiosk.cli.' + m) for m in h.COMMANDS.values()]\n"
        "import kiosk.hub.post.doors, kiosk.hub.serve\n"
        "print(*sorted({m for m in sys.modules if m.startswith('kiosk.')}))"
    )
    found = subprocess.run(
        [sys.executable, "-c", listing], cwd=HOME, capture_output=True, text=True, check=True
    )
    rooms = {name.split(".")[1] for name in found.stdout.split()}
    assert rooms == {"cli", "hub", "parcel", "trust", "wire", "xapi"}


def test_a_stick_brings_parcels_and_takes_receipts_and_a_pairing_along(
    place: Path, tmp_path: Path
) -> None:
    stick, kiosk = tmp_path / "stick", Kiosk(3)
    ask = stick / "DERMAGA" / "ask" / f"{kiosk.device}.json"
    ask.parent.mkdir(parents=True)
    ask.write_bytes(sealing.written(kiosk.ask_to_pair("")))
    assert f"hub pair --stick {stick}" in said("stick", stick, "--folder", place)
    assert "Dipasangkan: Kios 3." in said("pair", "--stick", stick, "--folder", place)
    kept = stick / "DERMAGA" / "pair" / f"{kiosk.device}.json"
    answer = sealing.read(kept.read_bytes(), PairFile)
    kiosk.voucher = answer.certificate
    kiosk.work(2)
    content = kiosk.parcel(answer.agency, 1, 2)
    file = stick / "DERMAGA" / "up" / kiosk.device / name_of(opened(content))
    file.parent.mkdir(parents=True)
    file.write_bytes(content)
    (file.parent / "half.dermaga").write_bytes(content[:100])
    result = typed("stick", stick, "--folder", place)
    assert result.exit_code == 0, result.output
    assert "1 paket diterima, 2 catatan baru." in result.output
    assert "Tidak diterima: half.dermaga (belum selesai ditulis)." in result.output
    assert "USB boleh dicabut." in result.output
    kept = stick / "DERMAGA" / "receipts" / f"{kiosk.device}.json"
    assert sealing.read(kept.read_bytes(), Receipt).upto == 2
    again = said("folder", stick, "--folder", place)
    assert "Tidak ada paket baru" in again


def test_without_anybody_asking_nobody_is_paired(place: Path, tmp_path: Path) -> None:
    result = typed("pair", "--stick", tmp_path, "--folder", place)
    assert result.exit_code == 1
    assert "Tidak ada kios yang minta dipasangkan" in result.output


def test_revoking_reaches_the_stick_by_the_list_and_by_the_agencys_word(
    place: Path, tmp_path: Path
) -> None:
    number = "800.1.4/K.0001/BKPSDM/V/2026"
    told = said("revoke", "certificate", number, "--reason", "keliru", "--folder", place)
    assert f"Sertifikat {number} dicabut per hari ini." in told
    again = said("revoke", "certificate", number, "--reason", "keliru", "--folder", place)
    assert "sudah dicabut" in again
    said("stick", tmp_path, "--folder", place)
    room = tmp_path / "DERMAGA"
    found = sealing.read((room / "revoked.json").read_bytes(), Revocations)
    assert [c.number for c in found.certificates] == [number]
    targets = list((room / "word" / "targets").rglob("*revoked*"))
    assert [number in file.read_text() for file in targets] == [True]
    assert (room / "word" / "root.dermaga.json").is_file()


def test_a_device_that_is_not_there_cannot_be_revoked(place: Path) -> None:
    result = typed("revoke", "device", "0000", "--reason", "x", "--folder", place)
    assert result.exit_code == 1
    assert "Tidak ada kios dengan awalan itu." in result.output


def test_credentials_are_shown_once_and_can_be_revoked(place: Path) -> None:
    made = said("client", "add", "Dasbor", "--scope", "all/read", "--folder", place)
    key = re.search(r"Kunci: +(\S+)", made)
    secret = re.search(r"Rahasia: +(\S+)", made)
    assert key
    assert secret
    listed = said("client", "list", "--folder", place)
    assert "Dasbor: all/read" in listed
    assert secret[1] not in listed
    assert "dicabut" in said("client", "revoke", key[1], "--folder", place)
    result = typed("client", "revoke", key[1], "--folder", place)
    assert result.exit_code == 1


def test_officers_come_and_go(place: Path) -> None:
    words = ("--passphrase", "kata sandi yang panjang")
    assert "dapat masuk" in said("officer", "add", "Petugas Contoh", *words, "--folder", place)
    assert "Petugas Contoh" in said("officer", "list", "--folder", place)
    assert "diganti" in said("officer", "passphrase", "petugas contoh", *words, "--folder", place)
    assert "tidak dapat masuk" in said("officer", "remove", "Petugas Contoh", "--folder", place)
    result = typed("officer", "add", "Petugas", "--passphrase", "pendek", "--folder", place)
    assert (result.exit_code, "paling sedikit 12 huruf" in result.output) == (1, True)


def test_a_backup_is_whole_private_and_never_over_another(place: Path, tmp_path: Path) -> None:
    import sqlite3

    copy = tmp_path / "salinan"
    result = typed("backup", copy, "--folder", place)
    assert (result.exit_code, "Belum ada basis data" in result.output) == (1, True)
    said("client", "add", "Dasbor", "--scope", "all/read", "--folder", place)
    said("revoke", "certificate", "1/K", "--reason", "keliru", "--folder", place)
    told = said("backup", copy, "--folder", place)
    assert "diperiksa utuh" in told
    assert (copy / "word" / "keys" / "root.key").is_file()
    assert "dapat bertindak sebagai instansi" in told
    database = sqlite3.connect(copy / "hub.sqlite")
    assert database.execute("select name from client").fetchall() == [("Dasbor",)]
    database.close()
    if os.name == "posix":
        assert modes(copy) == {("folder", 0o700), ("file", 0o600)}
    assert "sudah ada" in typed("backup", copy, "--folder", place).output
    lost = typed("backup", tmp_path / "none" / "x", "--folder", place)
    assert "tidak dapat ditulis" in lost.output
    assert sorted(each.name for each in tmp_path.iterdir()) == ["hub", "salinan"]


def modes(folder: Path) -> set[tuple[str, int]]:
    return {
        ("folder" if each.is_dir() else "file", each.stat().st_mode & 0o777)
        for each in (folder, *folder.rglob("*"))
    }


def test_a_backup_beside_postgresql_has_the_keys_and_tells_the_rest(
    place: Path, tmp_path: Path
) -> None:
    said("status", "--folder", place)
    url = "postgresql+psycopg://dermaga:rahasia@localhost/dermaga"
    told = said("backup", tmp_path / "salinan", "--folder", place, "--database", url)
    assert f"pg_dump --format=custom --file={tmp_path / 'salinan' / 'hub.dump'}" in told
    assert "rahasia" not in told
    assert (tmp_path / "salinan" / "agency.key").read_bytes() == (place / "agency.key").read_bytes()
    assert not (tmp_path / "salinan" / "hub.sqlite").exists()


def test_damaged_keys_or_a_word_under_way_make_no_backup(place: Path, tmp_path: Path) -> None:
    from kiosk.hub.word.files import alone

    said("status", "--folder", place)
    with alone(place / "word"):
        told = typed("backup", tmp_path / "x", "--folder", place)
    assert (told.exit_code, "sedang ditulis" in told.output) == (1, True)
    key = place / "agency.key"
    key.write_bytes(key.read_bytes()[:-1])
    told = typed("backup", tmp_path / "x", "--folder", place)
    assert (told.exit_code, "rusak" in told.output) == (1, True)
    assert [each.name for each in tmp_path.iterdir()] == ["hub"]


def test_a_hub_restored_in_a_new_folder_takes_parcels_and_says_the_word_on(
    place: Path, tmp_path: Path
) -> None:
    revoke = ("revoke", "certificate", "--reason", "keliru")
    copy, new = tmp_path / "salinan", tmp_path / "baru"
    with serving(place, "--home-page", "https://contoh.go.id") as (url, _):
        kiosk = paired(place, url)
        kiosk.work(5)
        assert send(place, url, kiosk, 1, 3).upto == 3
        said(*revoke, "1/K/2026", "--folder", place)
        said("backup", copy, "--folder", place)
        later = paired(place, url, 2)
        assert send(place, url, kiosk, 4, 5).upto == 5
        agency = asked(f"{url}/post/1/agency")
        pinned = (place / "word/metadata/1.root.json").read_bytes()
    before = word_of(place, pinned, tmp_path / "kios")
    shutil.copytree(copy, new)
    shutil.rmtree(place)
    with serving(new) as (url, _):
        assert asked(f"{url}/post/1/agency") == agency
        assert receipt_of(url, kiosk) == 3
        assert send(new, url, kiosk, 4, 5).upto == 5
        later.work(2)
        assert send(new, url, later, 1, 2).upto == 2
        said(*revoke, "2/K/2026", "--folder", new)
    after = word_of(new, pinned, tmp_path / "kios")
    assert after.version > before.version
    assert after.revoked is not None
    assert b"2/K/2026" in after.revoked


def word_of(place: Path, root: bytes, kept: Path) -> Word:
    """The agency's word as a kiosk reads it that pinned the root."""
    reader = Reader(kept, root, Kiosk(1).device, lambda: time.time_ns() // 1_000_000)
    return reader.pull(FromFolder(place / "word"), Known())


def test_keys_that_others_can_read_or_that_are_damaged_are_refused(place: Path) -> None:
    said("status", "--folder", place)
    key = place / "agency.key"
    whole = key.read_bytes()
    assert (key.stat().st_mode & 0o777) == 0o600 or os.name != "posix"
    if os.name == "posix":
        key.chmod(0o604)
        assert "chmod 600" in typed("status", "--folder", place).output
        key.chmod(0o600)
    key.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    assert "rusak" in typed("status", "--folder", place).output
    key.unlink()
    assert "rusak" in typed("status", "--folder", place).output  # another key, the same agency


def test_another_agencys_keys_do_not_open_the_database(place: Path, tmp_path: Path) -> None:
    database = ("--database", f"sqlite:///{place / 'hub.sqlite'}")
    said("status", "--folder", place)
    said("status", "--folder", tmp_path / "second", "--keys", place, *database)
    for words in (("status",), ("serve", "--port", "0")):
        result = typed(*words, "--folder", tmp_path / "second", *database)
        assert result.exit_code == 1
        assert "milik kunci instansi lain" in result.output


def test_the_agencys_address_is_set_once(place: Path) -> None:
    said("status", "--folder", place)
    first = ["serve", "--folder", str(place), "--home-page", "https://lain.go.id"]
    result = typed(*first)
    assert result.exit_code == 1
    assert "sudah ditetapkan: https://dermaga.invalid" in result.output


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        (["--workers", "2"], "--workers memerlukan PostgreSQL"),
        (["--cert", __file__], "Sebut --cert dan --key bersama-sama"),
        (["--database", "oracle://x"], "Alamat basis data keliru"),
        (["--database", "postgresql+psycopg://x@127.0.0.1:1/x"], "Basis data tidak terjangkau"),
        (["--host", "203.0.113.9"], "sudah dipakai atau tidak ada"),
    ],
)
def test_what_cannot_be_served_is_said_with_the_next_step(
    place: Path, words: list[str], answer: str
) -> None:
    result = typed("serve", "--folder", place, "--port", "0", *words)
    assert result.exit_code != 0
    assert answer in result.output


def test_the_kiosks_own_door_leads_to_the_hub(tmp_path: Path) -> None:
    from kiosk.cli.door import commands

    words = ["--data", str(tmp_path), "hub", "status"]
    result = CliRunner().invoke(commands, words, obj=object())
    assert result.exit_code == 0, result.output
    assert (tmp_path / "hub" / "agency.key").is_file()
