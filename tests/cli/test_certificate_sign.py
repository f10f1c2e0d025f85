"""`dermaga certificate sign`, as typed: which certificates, with what key, and what is said."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from msgspec import structs

from kiosk.catalog.catalog import Catalog
from kiosk.certificate import signature as pades
from kiosk.certificate.signature_trouble import CODES
from kiosk.cli.certificate_sign_words import SAYS, TROUBLE
from kiosk.cli.door import commands
from kiosk.house import House, Rooms
from kiosk.parcel import word as forms
from kiosk.parcel.word import Cohort
from kiosk.register.bulk_out import file_stem
from tests.certificate.authority import NOW, PASSPHRASE, Authority, Wanted
from tests.certificate.stamp_server import StampServer, serving
from tests.conftest import HOME, Clock
from tests.desk.learning_on import COURSE
from tests.register.people import certified, people
from tests.rooms import PASSPHRASE as OFFICERS
from tests.rooms import REAL

PEOPLE = people(3)
LATER = 86_400_000 * 30
THEN = NOW.replace(month=12, day=23)
"""When the commands are typed."""
SECOND = {
    "second_signatory": structs.replace(
        REAL.signatory, name="Pejabat Kedua", position="Sekretaris Daerah"
    )
}


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority()


@pytest.fixture
def server(authority: Authority) -> Iterator[StampServer]:
    with serving(authority) as found:
        found.at = THEN
        yield found


class Office:
    """A kiosk with two signatories where three have a certificate, and the agency's P12."""

    def __init__(self, rooms: Rooms, folder: Path, authority: Authority) -> None:
        self.rooms, self.data, self._folder = rooms, folder / "data", folder
        self.p12, self.secret = folder / "instansi.p12", folder / "sandi"
        self.p12.write_bytes(authority.p12())
        self.secret.write_bytes(PASSPHRASE + b"\n")
        with self.house() as house:
            house.office.set_up(structs.replace(REAL, **SECOND), OFFICERS)
            house.store.roster.put(PEOPLE)
            certified(house, PEOPLE)
            members = tuple(each.id for each in PEOPLE)
            cohort = Cohort("A1", "Angkatan I", COURSE, "2026-11-01", "", members)
            house.store.keep("word", "cohorts", forms.cohorts_bytes([cohort]))
            self.numbers = [each.number for _, each in house.store.certificates()]

    def house(self) -> AbstractContextManager[House]:
        return self.rooms.house(self.data)

    def sign(self, *words: str | Path, p12: Path | None = None) -> Result:
        """Typed with the passphrase's file."""
        key = p12 or self.p12
        more = ("--p12", key, "--passphrase-file", self.secret)
        return self.type("certificate", "sign", *words, *more)

    def type(self, *words: str | Path, then: str = "") -> Result:
        line = ["--data", str(self.data), *map(str, words)]
        return CliRunner().invoke(commands, line, obj=self.rooms, input=then)

    def verified(self, file: Path) -> tuple[object, object]:
        told = json.loads(self.type("verify", "--json", file).stdout)
        return told["state"], told["seal"]

    def kept(self, number: str) -> bytes:
        with self.house() as house:
            found = house.store.document("certificate", number)
        assert found is not None
        return found


@pytest.fixture
def _later(clock: Clock, catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every bundled course was written before that day, and is read already."""
    clock.at += LATER
    monkeypatch.setattr(House, "catalog", lambda _self: catalog)


@pytest.fixture
def office(rooms: Rooms, authority: Authority, tmp_path: Path, _later: None) -> Office:
    return Office(rooms, tmp_path, authority)


def file_of(out: Path, number: str) -> Path:
    return out / f"{file_stem(number)}.ttd.pdf"


def test_one_number_is_signed_and_what_was_issued_is_its_beginning(
    office: Office, tmp_path: Path
) -> None:
    out = tmp_path / "keluar"
    done = office.sign(office.numbers[0], "--out", out)
    assert done.exit_code == 0, done.output
    assert "Kunci: Nama Pejabat; berlaku sampai 15 Agustus 2027." in done.output
    assert f"1 sertifikat ditandatangani (PAdES B-B) dan diperiksa, di {out}." in done.output
    file = file_of(out, office.numbers[0])
    assert [each.name for each in out.iterdir()] == [file.name]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    kept = office.kept(office.numbers[0])
    assert file.read_bytes().startswith(kept)
    assert len(pades.signatures(file.read_bytes())) == 1


def test_verify_says_that_a_signature_was_added_and_the_certificate_holds(
    office: Office, tmp_path: Path
) -> None:
    office.sign(office.numbers[0], "--out", tmp_path)
    assert office.verified(file_of(tmp_path, office.numbers[0])) == ("own", "extended")


def test_a_cohort_goes_on_where_it_was_cut_short(office: Office, tmp_path: Path) -> None:
    office.sign(office.numbers[1], "--out", tmp_path / "a")
    before = file_of(tmp_path / "a", office.numbers[1]).read_bytes()
    done = office.sign("--cohort", "A1", "--out", tmp_path / "a")
    assert done.exit_code == 0, done.output
    assert "2 sertifikat ditandatangani" in done.output
    assert "1 sudah ditandatangani dengan kunci ini dan utuh, jadi dibiarkan." in done.output
    assert file_of(tmp_path / "a", office.numbers[1]).read_bytes() == before
    again = office.sign("--course", COURSE, "--out", tmp_path / "a")
    assert (again.exit_code, "3 sudah ditandatangani" in again.output) == (0, True)


def test_two_officials_sign_one_after_the_other(
    office: Office, authority: Authority, tmp_path: Path
) -> None:
    other = tmp_path / "kedua.p12"
    other.write_bytes(authority.p12(Wanted("Pejabat Kedua", "ec")))
    office.sign(office.numbers[0], "--out", tmp_path / "a")
    file = file_of(tmp_path / "a", office.numbers[0])
    done = office.sign(file, "--as", "2", "--out", tmp_path / "b", p12=other)
    assert done.exit_code == 0, done.output
    both = file_of(tmp_path / "b", office.numbers[0])
    assert [each.number for each in pades.signatures(both.read_bytes())] == [1, 2]
    assert office.verified(both) == ("own", "extended")
    same = office.sign(file, "--as", "1", "--out", tmp_path / "c", p12=other)
    assert "sudah berisi tanda tangan kunci lain" in same.output


def test_a_file_signed_by_hand_of_another_kiosk_needs_no_record_here(
    office: Office, tmp_path: Path
) -> None:
    kept = office.kept(office.numbers[0])
    file = tmp_path / "dari-peserta.pdf"
    file.write_bytes(kept)
    assert office.sign(file, "--out", tmp_path / "a").exit_code == 0
    at = kept.index(b"<dermaga:code>") + 20
    for wrong in (kept[:at] + b"Z" + kept[at + 1 :], b"%PDF-1.7 surat lain", kept[:-100]):
        file.write_bytes(wrong)
        done = office.sign(file, "--out", tmp_path / "b")
        assert done.exit_code == 1
        assert "tidak ditandatangani" in done.output
        assert not list((tmp_path / "b").glob("*.pdf"))


def test_revoked_ones_are_left_out_and_said(office: Office, tmp_path: Path) -> None:
    with office.house() as house:
        listed = (forms.Revocation(office.numbers[0], "salah nama", "2026-12-23"),)
        house.store.keep("word", "revoked", forms.written(forms.Revoked(1, (), listed)))
    done = office.sign("--cohort", "A1", "--out", tmp_path)
    assert done.exit_code == 0, done.output
    assert "2 sertifikat ditandatangani" in done.output
    assert f"{office.numbers[0]}: Sudah dicabut, jadi tidak ditandatangani." in done.output
    alone = office.sign(office.numbers[0], "--out", tmp_path)
    assert (alone.exit_code, "Sudah dicabut" in alone.output) == (1, True)
    assert not file_of(tmp_path, office.numbers[0]).exists()


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        (Wanted(until=NOW), "habis masa berlakunya pada 23 November 2026"),
        (Wanted(since=THEN.replace(day=24)), "baru berlaku sejak 24 Desember 2026"),
        (Wanted(usage=("key_encipherment",)), "tidak dibuat untuk menandatangani"),
        (Wanted(kind="rsa1024"), "terlalu lemah"),
    ],
)
def test_a_key_that_may_not_sign_is_a_sentence(
    office: Office, authority: Authority, wanted: Wanted, told: str, tmp_path: Path
) -> None:
    office.p12.write_bytes(authority.p12(wanted))
    done = office.sign(office.numbers[0], "--out", tmp_path / "a")
    assert done.exit_code == 1
    assert told in done.output
    assert not (tmp_path / "a").exists()


def test_the_passphrase_is_asked_unseen_and_never_shown(office: Office, tmp_path: Path) -> None:
    secret = PASSPHRASE.decode()
    line = ("certificate", "sign", office.numbers[0], "--p12", office.p12, "--out", tmp_path)
    done = office.type(*line, then=f"{secret}\n")
    assert done.exit_code == 0, done.output
    assert "Frasa sandi P12" in done.stderr
    assert secret not in done.output
    wrong = office.type(*line, then="keliru\n")
    assert "Frasa sandi P12 salah" in wrong.output
    assert "keliru" not in wrong.output


def test_levels_with_time_need_a_server(
    office: Office, server: StampServer, tmp_path: Path
) -> None:
    done = office.sign(office.numbers[0], "--out", tmp_path, "--level", "b-t")
    assert (done.exit_code, "memerlukan --tsa" in done.output) == (2, True)
    args = (office.numbers[0], "--out", tmp_path, "--tsa", server.url, "--level")
    done = office.sign(*args, "b-t", "--json")
    told = json.loads(done.stdout)
    file = str(file_of(tmp_path, office.numbers[0]))
    assert (told["level"], told["left"]) == ("b-t", [])
    assert told["signed"] == [{"number": office.numbers[0], "file": file}]
    assert office.sign(*args, "b-lta").exit_code == 0
    assert pades.lasts(file_of(tmp_path, office.numbers[0]).read_bytes())
    assert "sudah ditandatangani" in office.sign(*args, "b-lta").output


def test_a_server_that_fails_stops_the_batch(
    office: Office, server: StampServer, tmp_path: Path
) -> None:
    done = office.sign("--cohort", "A1", "--out", tmp_path / "a", "--tsa",
               "http://127.0.0.1:9/", "--level", "b-t", "--lang", "en")  # fmt: skip
    assert done.exit_code == 1
    assert "The server http://127.0.0.1:9/ cannot be reached." in done.output
    answer, left = server.answer, [2]

    def tired(body: bytes) -> tuple[int, bytes]:
        left[0] -= 1
        return answer(body) if left[0] >= 0 else (500, b"")

    server.answer = tired  # type: ignore[method-assign]
    done = office.sign("--cohort", "A1", "--out", tmp_path / "b", "--tsa", server.url,
               "--level", "b-t")  # fmt: skip
    assert done.exit_code == 1
    assert "1 sertifikat ditandatangani" in done.output
    assert "Berhenti, karena yang berikutnya akan gagal juga." in done.output
    assert len(list((tmp_path / "b").iterdir())) == 1


def test_nothing_named_is_not_everything(office: Office, tmp_path: Path) -> None:
    done = office.sign("--out", tmp_path)
    assert (done.exit_code, "Sebut nomor" in done.output) == (2, True)
    done = office.sign("800/tidak/ada", "--out", tmp_path / "a")
    assert (done.exit_code, "tidak ada berkas bernama ini" in done.output) == (1, True)
    assert not (tmp_path / "a").exists()


def test_every_trouble_has_a_sentence_in_both_languages() -> None:
    assert set(CODES) <= set(TROUBLE)
    for pair in (*TROUBLE.values(), *SAYS.values()):
        assert len(pair) == 2
        assert pair[0] != pair[1]
        assert pair[0].count("{") == pair[1].count("{")


def test_ctrl_c_leaves_only_whole_files(office: Office, tmp_path: Path) -> None:
    """A real Ctrl-C, sent as soon as the first file is there."""
    out = tmp_path / "a"
    line = [
        *(sys.executable, "-c", _SLOWLY, "--data", str(office.data)),
        *("certificate", "sign", "--cohort", "A1", "--p12", str(office.p12)),
        *("--passphrase-file", str(office.secret), "--out", str(out)),
    ]
    env = dict(os.environ, PYTHONPATH=str(HOME))
    child = subprocess.Popen(
        line, cwd=HOME, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    while "SATU" not in (read := child.stdout.readline()):
        assert read, child.communicate()
    child.send_signal(signal.SIGINT)
    _, told = child.communicate(timeout=60)
    assert child.returncode == 130, told
    assert "Yang sudah ditandatangani tetap utuh" in told
    left = [file.name for file in out.iterdir()]
    assert len(left) == 1
    assert left[0].endswith(".ttd.pdf")
    done = office.sign("--cohort", "A1", "--out", out)
    assert "2 sertifikat ditandatangani" in done.output


_SLOWLY = """
import signal, sys, threading
signal.signal(signal.SIGINT, signal.default_int_handler)  # a job of a script begins without
import kiosk.register.signed as signed
import main
whole, count = signed.pades.sign, []
def slowly(*given):
    if count:
        print("SATU", flush=True)
        threading.Event().wait(60)
    count.append(1)
    return whole(*given)
signed.pades.sign = slowly
main.run()
"""


def test_pyhanko_is_not_loaded_before_it_is_needed() -> None:
    code = """
import sys, kiosk.cli.certificate_sign, kiosk.desk.award, kiosk.ui
print([name for name in ("pyhanko", "aiohttp", "asn1crypto") if name in sys.modules])
"""
    line = [sys.executable, "-c", code]
    told = subprocess.run(line, capture_output=True, check=True, text=True, cwd=HOME)
    assert told.stdout == "[]\n"
