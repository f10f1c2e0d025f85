"""What is said of a certificate that was checked: state, reasons, values, and what to do next."""

from __future__ import annotations

import datetime as dt

from msgspec import Struct

from kiosk.register.page_words import Difference
from kiosk.register.verify import Answer
from kiosk.trust import code
from kiosk.ui.words import _, date_long

OLD_LIST = 30
"""Days after which it is said what an old list leaves out."""
UNBELIEVED = ("altered", "unknown-key")


class Age(Struct, frozen=True):
    """Of the list of revocations: its local ISO date, and how many days ago that was."""

    date: str
    days: int


class Unread(Struct, frozen=True):
    """Why there is no answer: a code of NoAnswer or ScanTrouble, or "file"; and what was read."""

    why: str
    text: str = ""


def where_files_come_from() -> str:
    """What can be chosen, and that nothing leaves the kiosk."""
    return _(
        "Berkas: PDF, PNG, JPEG, TIFF, atau WebP, juga dari stik USB. Pemeriksaan berjalan di"
        " komputer ini tanpa internet, dan berkasnya tidak disimpan."
    )


def head(answer: Answer) -> str:
    """The state in a few words."""
    return {
        "valid": _("Sah"),
        "own": _("Sah menurut kios ini"),
        "altered": _("Tidak sah: isinya diubah"),
        "unknown-key": _("Belum pasti: penerbitnya tidak dikenal"),
        "revoked": _("Dicabut"),
        "device-revoked": _("Tidak sah: kunci kiosnya dicabut"),
        "not-upheld": _("Belum pasti: di luar masa kunci kiosnya"),
        "expired": _("Masa berlaku habis"),
        "sample": _("Contoh, bukan sertifikat"),
    }.get(answer.verdict.state, _("Belum dapat diperiksa"))


def sentence(answer: Answer) -> str:
    """Why that is so, and what to do next."""
    verdict = answer.verdict
    agency = verdict.agency or _("instansi penerbit")
    form = {
        "valid": _("Diterbitkan {issuer}, dan {agency} menjamin kunci kios itu."),
        "own": _("Diterbitkan kios ini ({issuer}). Belum ada instansi yang menjamin kuncinya."),
        "altered": _("Jangan terima sertifikat ini. Minta berkas asli dari penerbitnya."),
        "unknown-key": _("Periksa di kios instansi penerbitnya. Jangan percaya sebelum itu."),
        "revoked": _("Dicabut pada {date}. Alasan: {reason}. Jangan terima sertifikat ini."),
        "device-revoked": _(
            "Kunci {issuer} dicabut pada {date} ({reason}), dan sertifikat ini tidak ada dalam"
            " register instansi. Jangan terima; hubungi {agency}."
        ),
        "not-upheld": _("Minta {agency} mencocokkannya dengan register sebelum Anda menerimanya."),
        "expired": _("Sertifikat ini asli, tetapi berlaku sampai {until}. Minta yang baru."),
        "sample": _("Dibuat untuk peragaan dan tidak bernilai. Jangan terima."),
    }.get(
        verdict.state, _("Kode ini dibuat Dermaga yang lebih baru. Minta pengelola memperbaruinya.")
    )
    until = verdict.said.valid_until if verdict.said else ""
    return form.format(
        issuer=verdict.issuer,
        agency=agency,
        reason=verdict.reason,
        date=_day(verdict.date),
        until=_day(until),
    )


def apart(answer: Answer) -> list[str]:
    """What differs, each in a sentence; and what stands in place of a revoked one."""
    said = [_apart(difference) for difference in answer.differences]
    if answer.verdict.replaced_by:
        form = _("Penggantinya: sertifikat nomor {number}.")
        said.append(form.format(number=answer.verdict.replaced_by))
    if answer.verdict.state in UNBELIEVED:
        said.append(_("Inilah yang tertulis dalam kodenya; jangan percaya begitu saja:"))
    return said


def _apart(difference: Difference) -> str:
    whole = {
        "file": _("Berkasnya diubah sesudah diterbitkan."),
        "page": _("Tampilan halamannya diubah sesudah diterbitkan."),
        "facts": _("Register kios ini memuat rincian lain untuk nomor ini."),
    }
    if difference.field in whole:
        return whole[difference.field]
    form = _("{field}: menurut kode “{said}”, pada halaman “{found}”.")
    if not difference.found:
        form = _("{field}: menurut kode “{said}”, pada halaman tidak ada.")
    if difference.field.startswith("register-"):
        form = _("{field}: menurut kode “{said}”, menurut register kios ini “{found}”.")
    field = _fields()[difference.field.removeprefix("register-")]
    return form.format(field=field, said=difference.said, found=difference.found)


def _fields() -> dict[str, str]:
    return {
        "number": _("Nomor"),
        "name": _("Nama"),
        "course": _("Judul kursus"),
        "hours": _("JP"),
        "issued": _("Terbit"),
        "valid_until": _("Berlaku sampai"),
        "replaces": _("Pengganti nomor"),
        "letters": _("Huruf untuk telepon"),
    }


def values(answer: Answer) -> list[tuple[str, str]]:
    """What the code says, with its letters for the telephone."""
    said = answer.verdict.said
    if said is None:
        return []
    told = {
        "name": said.name,
        "number": said.number,
        "course": said.course,
        "hours": str(said.hours),
        "issued": _day(said.issued),
        "valid_until": _day(said.valid_until),
        "replaces": said.replaces,
        "letters": code.letters(said),
    }
    fields = _fields()
    return [(fields[name], value) for name, value in told.items() if value]


def beside(answer: Answer) -> list[str]:
    """Whether it is the very file, and what a person has to look at."""
    seals = {
        "whole": _("Berkas ini persis seperti saat diterbitkan."),
        "extended": _(
            "Berkas aslinya utuh; sesudahnya ditambahkan sesuatu, misalnya tanda tangan elektronik."
        ),
        "none": _("Ini bukan berkas asli, melainkan hasil pindai atau salinan."),
    }
    said = [seals[answer.seal]] if answer.seal in seals else []
    if answer.registered:
        said.append(_("Tercatat dalam register kios ini."))
    if answer.by_eye:
        said.append(_("Bandingkan dengan kertasnya: semua nilai di atas harus sama."))
    if answer.verdict.said is not None and answer.verdict.said.cut:
        said.append(_("Yang berakhir dengan … dipendekkan supaya muat dalam kode."))
    return said


def list_age(age: Age | None) -> str:
    """How old the list of revocations is, and what that means."""
    if age is None:
        return _("Daftar pencabutan belum pernah diterima, jadi pencabutan tidak dapat diketahui.")
    ago = _("{n} hari lalu").format(n=age.days)
    if age.days <= 1:
        ago = _("kemarin") if age.days else _("hari ini")
    said = _("Daftar pencabutan per {date}, {ago}.").format(date=_day(age.date), ago=ago)
    if age.days > OLD_LIST:
        return f"{said} {_('Yang dicabut sesudah itu belum diketahui di sini.')}"
    return said


def unread(unread: Unread) -> str:
    """Why there is no answer, and what to do."""
    form = {
        "no-code": _(
            "Tidak ada kode QR yang terbaca. Pindai lagi seluruh halaman, rata dan terang, paling"
            " sedikit 150 dpi."
        ),
        "foreign": _(
            "Kode QR ini bukan kode periksa; isinya “{text}”. Pakai kode QR berlabel “Kode"
            " periksa”."
        ),
        "old-code": _(
            "Ini kode lama (20 huruf), yang hanya dikenal kios penerbitnya. Minta penerbitnya"
            " mencocokkan nomornya dengan register."
        ),
        "several": _(
            "Ada beberapa kode periksa di berkas ini. Periksa satu sertifikat setiap kali."
        ),
        "letters": _(
            "Sepuluh huruf ini hanya untuk dibandingkan lewat telepon. Pakai kode QR, PDF, atau"
            " gambarnya."
        ),
        "large": _(
            "Berkas ini terlalu besar: paling besar 32 MB dan 50 juta piksel. Pindai lagi pada"
            " 300 dpi."
        ),
        "unknown-kind": _(
            "Berkas ini bukan PDF, PNG, JPEG, TIFF, atau WebP. Ubah dahulu ke salah satunya."
        ),
        "broken": _("Berkas ini rusak atau tidak utuh. Salin lagi dari asalnya."),
        "locked": _("Berkas ini terkunci kata sandi. Minta berkas tanpa kata sandi."),
        "slow": _("Berkas ini terlalu lama dibaca, jadi dihentikan. Minta berkas lain."),
        "crashed": _("Pembaca berkas berhenti karena berkas ini. Minta berkas lain."),
        "file": _("Berkas itu tidak dapat dibaca. Pasang lagi stiknya, lalu pilih lagi."),
    }.get(
        unread.why,
        _("Ini bukan kode periksa. Kodenya mungkin terpotong: pindai atau salin seluruhnya."),
    )
    return form.format(text=unread.text)


def _day(iso: str) -> str:
    """As written in letters; what is no ISO date as it came."""
    try:
        return date_long(dt.date.fromisoformat(iso))
    except ValueError:
        return iso
