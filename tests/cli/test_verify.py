from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest
from click.testing import CliRunner, Result

from kiosk.catalog.catalog import Catalog
from kiosk.certificate import scan
from kiosk.cli import verify_words
from kiosk.cli.door import commands
from kiosk.learning.events import CertificateIssued
from kiosk.register import verify
from kiosk.register.revoke import revoke
from kiosk.trust import judge
from tests.certificate.noise import page_image, scanner
from tests.conftest import Clock
from tests.register.conftest import LATER
from tests.register.town import Town, facts_of

AULA, LOBI = "AULA-01", "LOBI-01"


@pytest.fixture
def town(tmp_path: Path, clock: Clock, catalog: Catalog) -> Iterator[Town]:
    """Two paired kiosks; the first issued a certificate."""
    clock.at += LATER
    made = Town(tmp_path, clock, catalog)
    for name in (AULA, LOBI):
        made.kiosk(name)
        made.pair(name)
    made.carry(AULA, LOBI)
    yield made
    made.close()


@pytest.fixture
def issued(town: Town) -> CertificateIssued:
    return town.certify(AULA)


@pytest.fixture
def file(town: Town, issued: CertificateIssued, tmp_path: Path) -> Path:
    with town.house(AULA) as house:
        pdf = house.store.document("certificate", issued.number)
    assert pdf is not None
    made = tmp_path / "sertifikat.pdf"
    made.write_bytes(pdf)
    return made


def asked(town: Town, *words: str, by: str = LOBI, given: bytes = b"") -> Result:
    line = ["--data", str(town.data(by)), "verify", *words]
    return CliRunner().invoke(commands, line, obj=town.rooms, input=given)


def test_a_true_file_in_words_and_as_json(town: Town, file: Path) -> None:
    said = asked(town, str(file))
    assert said.exit_code == 0
    assert said.stdout.splitlines() == [
        "SAH. Diterbitkan AULA-01 · Kios contoh; BKPSDM Contoh menjamin kunci kios itu.",
        "  Nomor         800.1.4/AULA-01.0001/BKPSDM/XII/2026",
        "  Nama          Peserta Contoh 1",
        "  Kursus        Pelayanan Publik Prima",
        "  JP            2",
        "  Terbit        23 Desember 2026",
        f"  Huruf         {told(town, file)['certificate']['letters']}",
        "Berkas ini persis seperti saat diterbitkan.",
        "Daftar pencabutan per 23 Desember 2026, hari ini.",
    ]
    found = told(town, file)
    assert (found["state"], found["source"], found["seal"]) == ("valid", "pdf", "whole")
    assert (found["list_as_of"], found["list_days"]) == ("2026-12-23T01:00:00+00:00", 0)
    assert found["certificate"]["number"] == "800.1.4/AULA-01.0001/BKPSDM/XII/2026"
    assert (found["compare_by_eye"], found["differences"]) == (False, [])


def told(town: Town, file: Path, by: str = LOBI) -> dict[str, Any]:
    found: dict[str, Any] = msgspec.json.decode(asked(town, str(file), "--json", by=by).stdout)
    return found


def test_a_picture_a_code_and_what_comes_in_by_a_pipe(
    town: Town, file: Path, issued: CertificateIssued, tmp_path: Path
) -> None:
    code, pdf = facts_of(issued).check_code, file.read_bytes()
    picture = tmp_path / "pindai.jpg"
    picture.write_bytes(scanner(page_image(pdf, 200), 3, 200))
    by_eye = "Compare the values above with what the paper or file says: they must be the same."
    for words, given in (
        ([str(picture)], b""),
        (["--", code], b""),
        (["-"], code.encode()),
        (["-"], picture.read_bytes()),
    ):
        said = asked(town, "--lang", "en", *words, given=given)
        assert said.exit_code == 0, said.output
        assert said.stdout.startswith("VALID. Issued by AULA-01")
        assert by_eye in said.stdout
    assert asked(town, "-", given=pdf).exit_code == 0


def test_what_does_not_hold_ends_with_one(
    town: Town, file: Path, issued: CertificateIssued, clock: Clock
) -> None:
    stranger = asked(town, str(file), by="nowhere")
    assert stranger.exit_code == 1
    assert stranger.stdout.startswith("BELUM PASTI: penerbitnya tidak dikenal di sini.")
    assert "Daftar pencabutan belum pernah diterima di sini" in stranger.stdout
    with town.house(AULA) as house:
        revoke(house.store, issued.number, "nama keliru", "2026-12-23")
    clock.at += 40 * 86_400_000
    void = asked(town, str(file), by=AULA)
    assert void.exit_code == 1
    assert void.stdout.startswith("DICABUT pada 23 Desember 2026. Alasan: nama keliru.")
    assert void.stdout.endswith(
        "Daftar pencabutan per 23 Desember 2026, 40 hari lalu. Yang dicabut sesudah itu belum"
        " diketahui di sini.\n"
    )
    body = file.read_bytes()
    file.write_bytes(body.replace(b"Dermaga</xmp:CreatorTool>", b"Dermagi</xmp:CreatorTool>"))
    changed = asked(town, str(file))
    assert changed.exit_code == 1
    assert "Berkasnya diubah sesudah diterbitkan." in changed.stdout


def test_what_cannot_be_read_ends_with_two_and_a_sentence(town: Town, tmp_path: Path) -> None:
    broken = tmp_path / "rusak.pdf"
    broken.write_bytes(b"%PDF-1.7\nnada")
    (tmp_path / "folder.pdf").mkdir()
    for words, sentence in (
        ([str(broken)], "Berkas ini rusak"),
        ([str(tmp_path / "tidak-ada.pdf")], "Berkas itu tidak ada"),
        ([str(tmp_path / "folder.pdf")], "Berkas itu tidak ada"),
        (["nada"], "Ini bukan kode periksa Dermaga"),
        (["\0"], "Ini bukan kode periksa Dermaga"),
        (["A" * 5000], "Ini bukan kode periksa Dermaga"),
        (["-"], "Belum ada kode."),
        ([""], "Belum ada kode."),
        (["ABCDE-FGHIJ"], "Sepuluh huruf ini"),
        (["ABCDE-FGHIJ-KLMNO-PQRST"], "Ini kode lama"),
    ):
        said = asked(town, *words)
        assert (said.exit_code, said.stdout) == (2, "")
        assert said.stderr.startswith(sentence)
        assert said.exception is None or isinstance(said.exception, SystemExit)
    as_json = asked(town, "--json", "nada")
    assert msgspec.json.decode(as_json.stdout)["why"] == "not-a-code"


def test_data_that_cannot_be_read_is_a_sentence_too(town: Town, file: Path) -> None:
    (town.data(LOBI) / "dermaga.sqlite").write_bytes(b"nada" * 4000)
    said = asked(town, str(file))
    assert said.exit_code == 2
    assert said.stderr.startswith("Data kios tidak dapat dibaca. Berkas data rusak.")


def test_every_answer_has_its_words_in_both_languages() -> None:
    names = {*get_args(verify.Why), *get_args(scan.Trouble), "file", "store"}
    for lang in ("id", "en"):
        said = {verify_words.unread(name, "", lang) for name in names}
        assert len(said) == len(names)
        for state in get_args(judge.State):
            answer = verify.Answer(judge.Verdict(state, None), "code")
            assert verify_words.lines(answer, None, lang)[0].strip()


def test_a_picture_of_nothing_is_no_traceback(town: Town) -> None:
    from PIL import Image

    out = io.BytesIO()
    Image.new("L", (300, 200), 255).save(out, "PNG")
    said = asked(town, "-", given=out.getvalue())
    assert (said.exit_code, said.stderr[:26]) == (2, "Tidak ada kode QR yang ter")
