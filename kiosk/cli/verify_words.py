"""Sentences of `verify`, in Indonesian and English: what holds, why not, and what to do next."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from kiosk.certificate import english
from kiosk.certificate import words as indonesian
from kiosk.cli.words import STORE_TROUBLE
from kiosk.register.page_words import Difference
from kiosk.register.verify import Answer
from kiosk.trust import code
from kiosk.trust.code import Said


class Age(Struct, frozen=True):
    """Of the list of revocations: its local ISO date, and how many days ago that was."""

    date: str
    days: int


_OLD_LIST: Final = 30
"""Days after which it is said what an old list leaves out."""
_STATE: Final = {
    "valid": (
        "SAH. Diterbitkan {issuer}; {agency} menjamin kunci kios itu.",
        "VALID. Issued by {issuer}, for whose key {agency} vouches.",
    ),
    "own": (
        "SAH menurut kios ini ({issuer}). Belum ada instansi yang menjamin kunci kios ini.",
        "VALID by this kiosk ({issuer}). No agency vouches for this kiosk's key yet.",
    ),
    "altered": (
        "TIDAK SAH: isinya diubah. Jangan terima; minta berkas asli dari penerbitnya.",
        "NOT VALID: it was altered. Do not accept it; ask its issuer for the original file.",
    ),
    "unknown-key": (
        "BELUM PASTI: penerbitnya tidak dikenal di sini. Periksa di kios instansi penerbit.",
        "NOT CERTAIN: its issuer is not known here. Check it at a kiosk of the issuing agency.",
    ),
    "revoked": (
        "DICABUT pada {date}. Alasan: {reason}. Jangan terima.",
        "REVOKED on {date}. Reason: {reason}. Do not accept it.",
    ),
    "device-revoked": (
        (
            "TIDAK SAH: kunci kios {issuer} dicabut pada {date} ({reason}), dan sertifikat ini"
            " tidak ada dalam register instansi. Jangan terima; hubungi {agency}."
        ),
        (
            "NOT VALID: the key of {issuer} was revoked on {date} ({reason}), and this"
            " certificate is not in the agency's register. Do not accept it; contact {agency}."
        ),
    ),
    "not-upheld": (
        (
            "BELUM PASTI: tanggalnya di luar masa berlaku kunci {issuer}. Minta {agency}"
            " mencocokkannya dengan register."
        ),
        (
            "NOT CERTAIN: its date lies outside the period of the key of {issuer}. Ask {agency}"
            " to look it up in the register."
        ),
    ),
    "expired": (
        "MASA BERLAKU HABIS sesudah {until}. Sertifikatnya asli; minta yang baru.",
        "EXPIRED after {until}. It is genuine; ask for a new one.",
    ),
    "sample": (
        "CONTOH: dibuat untuk peragaan, bukan sertifikat.",
        "SAMPLE: made for a demonstration, not a certificate.",
    ),
    "newer": (
        "Kode ini dibuat Dermaga yang lebih baru. Pasang versi terbaru, lalu periksa lagi.",
        "A newer Dermaga made this code. Install the latest version and check again.",
    ),
    "strange": (
        "Ini bukan kode periksa Dermaga. Periksa lagi dari PDF atau gambarnya.",
        "This is no check code of Dermaga. Check the PDF or a picture instead.",
    ),
}
_SEAL: Final = {
    "whole": (
        "Berkas ini persis seperti saat diterbitkan.",
        "This file is exactly as it was issued.",
    ),
    "extended": (
        "Berkas asli utuh; sesudahnya ditambahkan sesuatu, misalnya tanda tangan elektronik.",
        "The original file is whole; something was added later, such as an electronic signature.",
    ),
    "none": (
        "Ini bukan berkas asli, melainkan hasil pindai atau salinan.",
        "This is not the original file but a scan or a copy.",
    ),
}
_BY_EYE: Final = (
    "Bandingkan nilai di atas dengan yang tertulis pada kertas atau berkasnya: harus sama.",
    "Compare the values above with what the paper or file says: they must be the same.",
)
_FIELD: Final = {
    "number": ("Nomor", "Number"),
    "name": ("Nama", "Name"),
    "course": ("Kursus", "Course"),
    "hours": ("JP", "JP"),
    "issued": ("Terbit", "Issued"),
    "valid_until": ("Berlaku s.d.", "Valid until"),
    "replaces": ("Pengganti", "Replaces"),
    "letters": ("Huruf", "Letters"),
}
_APART: Final = {
    "file": ("Berkasnya diubah sesudah diterbitkan.", "The file was changed after it was issued."),
    "page": (
        "Tampilan halamannya diubah sesudah diterbitkan.",
        "The look of its pages was changed after it was issued.",
    ),
    "facts": (
        "Register kios ini memuat rincian lain untuk nomor ini.",
        "This kiosk's register holds other details for this number.",
    ),
}
_PAGE: Final = (
    "{field}: menurut kode “{said}”, pada halaman “{found}”.",
    "{field}: the code says “{said}”, the page “{found}”.",
)
_PAGE_NONE: Final = (
    "{field}: menurut kode “{said}”, pada halaman tidak ada.",
    "{field}: the code says “{said}”, the page does not.",
)
_REGISTER: Final = (
    "{field}: menurut kode “{said}”, menurut register kios ini “{found}”.",
    "{field}: the code says “{said}”, this kiosk's register “{found}”.",
)
_REPLACED: Final = (
    "Penggantinya: sertifikat nomor {number}.",
    "In its place: certificate number {number}.",
)
_REGISTERED: Final = (
    "Tercatat dalam register kios ini.",
    "It is in this kiosk's register.",
)
_CUT: Final = (
    "Nama atau kursus yang berakhir dengan … dipendekkan supaya muat dalam kode.",
    "A name or course that ends in … was shortened to fit into the code.",
)
_NEVER: Final = (
    "Daftar pencabutan belum pernah diterima di sini, jadi pencabutan tidak dapat diketahui.",
    "No list of revocations ever came here, so a revocation cannot be known.",
)
_AGE: Final = (
    "Daftar pencabutan per {date}, {age}.",
    "List of revocations as of {date}, {age}.",
)
_LATER: Final = (
    "Yang dicabut sesudah itu belum diketahui di sini.",
    "What was revoked since is not known here.",
)
_UNREAD: Final = {
    "empty": ("Belum ada kode. Tulis kode periksa atau nama berkas.", "There is no code."),
    "no-code": (
        (
            "Tidak ada kode QR yang terbaca. Pindai lagi seluruh halaman, rata dan terang, paling"
            " sedikit 150 dpi."
        ),
        (
            "No QR code could be read. Scan the whole page again, flat and well lit, at 150 dpi or"
            " more."
        ),
    ),
    "foreign": (
        (
            "Kode QR ini bukan kode periksa Dermaga; isinya “{text}”. Periksa kode QR berlabel"
            " “Kode periksa”."
        ),
        (
            "This QR code is no check code of Dermaga; it says “{text}”. Check the QR code labelled"
            " “Kode periksa” (check code)."
        ),
    ),
    "old-code": (
        (
            "Ini kode lama (20 huruf), yang hanya dikenal kios penerbitnya. Minta penerbitnya"
            " mencocokkan nomornya dengan register."
        ),
        (
            "This is an old code (20 letters), which only its kiosk knew. Ask the issuer to look"
            " the number up in the register."
        ),
    ),
    "several": (
        "Ada beberapa kode periksa di berkas ini. Periksa satu sertifikat saja setiap kali.",
        "There are several check codes in this file. Check one certificate at a time.",
    ),
    "letters": (
        (
            "Sepuluh huruf ini untuk dibandingkan lewat telepon, bukan kode periksanya. Pakai"
            " kode QR, PDF, atau gambarnya."
        ),
        (
            "These ten letters are for comparing on the telephone, not the check code. Use the QR"
            " code, the PDF or a picture."
        ),
    ),
    "not-a-code": (
        (
            "Ini bukan kode periksa Dermaga, dan tidak ada berkas dengan nama itu. Kodenya mungkin"
            " terpotong: salin seluruhnya."
        ),
        (
            "This is no check code of Dermaga, and there is no file of that name. The code may be"
            " cut off: copy all of it."
        ),
    ),
    "large": (
        (
            "Berkas ini terlalu besar (paling besar 32 MB dan 50 juta piksel). Pindai lagi pada 300"
            " dpi."
        ),
        "This file is too large (at most 32 MB and 50 million pixels). Scan again at 300 dpi.",
    ),
    "unknown-kind": (
        "Berkas ini bukan PDF, PNG, JPEG, TIFF, atau WebP. Ubah dahulu ke salah satunya.",
        "This file is neither PDF, PNG, JPEG, TIFF nor WebP. Convert it to one of these first.",
    ),
    "broken": (
        "Berkas ini rusak atau tidak utuh. Salin lagi dari asalnya.",
        "This file is damaged or incomplete. Copy it again from where it came.",
    ),
    "locked": (
        "Berkas ini terkunci kata sandi. Minta berkas tanpa kata sandi.",
        "This file is locked by a password. Ask for one without.",
    ),
    "slow": (
        "Berkas ini terlalu lama dibaca, lalu dihentikan. Jangan percaya; minta berkas lain.",
        "Reading this file took too long and was stopped. Do not trust it; ask for another.",
    ),
    "crashed": (
        "Pembaca berkas berhenti karena berkas ini. Jangan percaya; minta berkas lain.",
        "The reader stopped on this file. Do not trust it; ask for another.",
    ),
    "file": (
        "Berkas itu tidak ada atau tidak dapat dibaca. Periksa nama dan izinnya.",
        "That file is not there or cannot be read. Check its name and permissions.",
    ),
    "store": (
        "Data kios tidak dapat dibaca. {text}",
        "The kiosk's data cannot be read ({text}).",
    ),
}


def lines(answer: Answer, age: Age | None, lang: str) -> list[str]:
    """The whole answer; `age` is that of the list of revocations, None if none ever came."""
    verdict, place = answer.verdict, _place(lang)
    said = verdict.said
    facts = {
        "issuer": verdict.issuer,
        "agency": verdict.agency or ("instansi", "the agency")[place],
        "reason": verdict.reason,
        "date": _date(verdict.date, place),
        "until": _date(said.valid_until if said else "", place),
    }
    told = [_STATE[verdict.state][place].format(**facts)]
    told += [_apart(each, place) for each in answer.differences]
    if verdict.replaced_by:
        told.append(_REPLACED[place].format(number=verdict.replaced_by))
    if said is not None:
        told += _values(said, place)
    return told + _beside(answer, age, place)


def _beside(answer: Answer, age: Age | None, place: int) -> list[str]:
    verdict = answer.verdict
    told = [_SEAL[answer.seal][place]] if answer.seal in _SEAL else []
    if answer.registered:
        told.append(_REGISTERED[place])
    if answer.by_eye:
        told.append(_BY_EYE[place])
    if verdict.said is not None and verdict.said.cut:
        told.append(_CUT[place])
    if verdict.state not in ("strange", "newer"):
        told.append(_age(age, place))
    return told


def unread(why: str, text: str, lang: str) -> str:
    """The sentence of NoAnswer and ScanTrouble; "file" and "store" for what lies here."""
    place = _place(lang)
    if why == "store" and not place:
        text = STORE_TROUBLE.get(text, text)
    return _UNREAD[why][place].format(text=text)


def _place(lang: str) -> int:
    return int(lang == "en")


def _values(said: Said, place: int) -> list[str]:
    rows = {
        "number": said.number,
        "name": said.name,
        "course": said.course,
        "hours": str(said.hours),
        "issued": _date(said.issued, place),
        "valid_until": _date(said.valid_until, place),
        "replaces": said.replaces,
        "letters": code.letters(said),
    }
    wide = max(len(_FIELD[field][place]) for field in rows)
    return [f"  {_FIELD[f][place]:{wide}}  {value}" for f, value in rows.items() if value]


def _apart(difference: Difference, place: int) -> str:
    if difference.field in _APART:
        return _APART[difference.field][place]
    form = _PAGE if difference.found else _PAGE_NONE
    if difference.field.startswith("register-"):
        form = _REGISTER
    field = _FIELD[difference.field.removeprefix("register-")][place]
    return form[place].format(field=field, said=difference.said, found=difference.found)


def _date(iso: str, place: int) -> str:
    """As written in letters; what is no ISO date as it came."""
    try:
        return (indonesian.date_words, english.date_words)[place](iso)
    except ValueError:
        return iso


def _age(age: Age | None, place: int) -> str:
    if age is None:
        return _NEVER[place]
    told = (f"{age.days} hari lalu", f"{age.days} days ago")[place]
    if age.days <= 1:
        told = (("hari ini", "today"), ("kemarin", "yesterday"))[age.days][place]
    said = _AGE[place].format(date=_date(age.date, place), age=told)
    return f"{said} {_LATER[place]}" if age.days > _OLD_LIST else said
