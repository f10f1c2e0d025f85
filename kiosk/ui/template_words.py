"""The certificate template's fields and faults in the officer's words."""

from __future__ import annotations

from kiosk.certificate.template_rules import FIELDS, TemplateTrouble
from kiosk.office.template_form import OF
from kiosk.ui.words import _


def wrong(trouble: TemplateTrouble) -> str:
    """The sentence beside a field."""
    if trouble.code == "placeholder":
        form = _("Isian {name} tidak dikenal. Pakai salah satu dari: {known}.")
        return form.format(name=braced(trouble.detail), known=known_fields())
    if trouble.code == "long":
        return _("Paling banyak {n} huruf.").format(n=trouble.detail)
    if trouble.code == "range":
        return _("Tulis angka {range}, dalam milimeter.").format(range=trouble.detail)
    return {
        "type": _("Tulis dengan angka, tanpa huruf."),
        "empty": _("Isian ini wajib. Tulis sesuatu, atau kembalikan ke bawaan."),
        "braces": _(
            "Kurung kurawal hanya untuk nama isian. Untuk mencetak kurung, tulis dua kali."
        ),
        "colour": _("Tulis warna seperti #0B4F5C."),
        "contrast": _("Warna ini terlalu pucat di kertas putih. Pilih yang lebih gelap."),
        "accreditation": _(
            "Judul ini hanya untuk pelatihan terakreditasi. Isi dahulu kalimat akreditasinya."
        ),
        "signature-claim": _(
            "Sertifikat ini tidak ditandatangani secara elektronik, jadi jangan menyebutnya di"
            " sini."
        ),
    }.get(trouble.code, _("Ada tanda yang tidak dapat dicetak. Hapus, lalu ketik ulang."))


def wrong_file(trouble: TemplateTrouble) -> str:
    """What is wrong with a file, and on which line."""
    words = {
        "syntax": _("Bentuk TOML keliru pada baris ini."),
        "unknown-field": _("Kunci ini tidak dikenal. Periksa ejaannya, atau hapus baris ini."),
        "type": _("Isinya bukan jenis yang diminta."),
        "choice": _("Pilihan ini tidak dikenal. Kertas: A4 atau F4. Bahasa: id, en, atau id-en."),
    }.get(trouble.code) or wrong(trouble)
    if not trouble.line:
        return words
    return _("Baris {n}: {words}").format(n=trouble.line, words=words)


def wrong_other(field: str) -> str:
    """The sentence beside a field that is not of the template."""
    if field == "validity" or field.startswith(OF):
        return _("Tulis bulan dengan angka, paling banyak 600. Kosong: tanpa batas.")
    if field == "second.position":
        return _("Tulis juga jabatannya, atau kosongkan namanya.")
    return _("Tulis juga namanya, atau kosongkan semuanya.")


def known_fields() -> str:
    """The names that a text may hold in braces."""
    return " ".join(braced(name) for name in FIELDS)


def braced(name: str) -> str:
    """A name as it is typed."""
    return f"{{{name}}}"


def labels() -> dict[str, str]:
    """What a field is called."""
    texts = {
        "title": _("Judul"),
        "opening": _("Kalimat di atas nama"),
        "achievement": _("Kalimat di bawah nama"),
        "result": _("Kata untuk hasil"),
        "statement": _("Kalimat tentang pelatihan"),
        "footer": _("Kaki halaman (boleh kosong)"),
    }
    english = _("{label}, bahasa Inggris")
    return {
        "accreditation": _("Kalimat akreditasi (boleh kosong)"),
        **{f"text.{name}": words for name, words in texts.items()},
        **{f"text_en.{name}": english.format(label=words) for name, words in texts.items()},
        **_parts(),
        "colour.border": _("Bingkai luar"),
        "colour.accent": _("Bingkai dalam"),
        "colour.title": _("Judul dan kursus"),
        "second.name": _("Nama penanda tangan kedua (boleh kosong)"),
        "second.nip": _("NIP-nya (boleh kosong)"),
        "second.position": _("Jabatannya"),
        "validity": _("Semua kursus, bulan"),
    }


def _parts() -> dict[str, str]:
    return {
        "front.kop": _("Kop surat"),
        "front.emblem": _("Lambang"),
        "front.photo": _("Bingkai foto 3 × 4"),
        "back.page": _("Halaman belakang"),
        "back.legal_basis": _("Dasar hukum"),
        "signature.caption": _("Di atas jabatan pertama (boleh kosong)"),
        "signature.second_caption": _("Di atas jabatan kedua (boleh kosong)"),
        "signature.width_mm": _("Lebar kotak, mm"),
        "signature.height_mm": _("Tinggi kotak, mm"),
        "signature.label": _("Tulisan dalam kotak (boleh kosong)"),
    }
