"""What happened to the records, in whole sentences: calm for learners, with facts for officers."""

from __future__ import annotations

import datetime as dt

from kiosk.office.happened import Happened, unseen
from kiosk.store import Store
from kiosk.ui.words import _, clock, date_long

DEVICE = 8
"""Letters of a device id that tell it from others."""


def healed_words(store: Store) -> tuple[str, str] | None:
    """Title and words for whoever comes first; None if nothing was mended that is not known."""
    healed = [h for h in unseen(store) if h.kind == "healed"]
    if not healed:
        return None
    if not healed[-1].until:
        words = _(
            "Catatan di komputer ini rusak dan tidak dapat dipulihkan."
            " Beri tahu pengelola sebelum Anda belajar lagi."
        )
        return _("Catatan rusak"), words
    form = _(
        "Catatan di komputer ini sempat rusak dan sudah dipulihkan sampai {moment}."
        " Bila pekerjaan terakhir Anda tidak tampak, beri tahu pengelola."
    )
    return _("Catatan sudah dipulihkan"), form.format(moment=moment(healed[-1].until))


def moment(at: int) -> str:
    """Date and time within a sentence: "24 November 2026 pukul 10.42"."""
    local = dt.datetime.fromtimestamp(at / 1000).astimezone()
    return _("{date} pukul {time}").format(date=date_long(local.date()), time=clock(local))


def happened_words(happened: Happened) -> tuple[str, str, str]:
    """Title, what happened, and what to do."""
    title, what, next_step = {
        "healed": _healed(happened),
        "clone": (
            _("Map data dari komputer lain"),
            _(
                "Map data kios lain disalin ke komputer ini. Sejak {moment} komputer ini mencatat"
                " sebagai perangkat baru."
            ),
            _(
                "Bila kios asal masih dipakai, beri kios ini kode sendiri di Pengaturan: kode itu"
                " tercetak pada nomor sertifikat."
            ),
        ),
        "restored": (
            _("Berkas lama dipasang kembali"),
            _(
                "Sejak {moment} komputer ini memakai cadangan atau berkas yang lebih lama, dan"
                " mencatat sebagai perangkat baru."
            ),
            _(
                "Yang dicatat sesudah berkas itu dibuat tidak tampak lagi. Tanyakan kepada peserta"
                " apakah pekerjaan terakhir mereka ada."
            ),
        ),
    }.get(happened.kind, _key_lost())
    return title, what.replace("{moment}", moment(happened.at)), next_step


def _healed(happened: Happened) -> tuple[str, str, str]:
    until = moment(happened.until) if happened.until else _("tidak ada yang tersisa")
    form = _(
        "Catatan rusak dan dipulihkan pada {moment}, sampai {until}. Diselamatkan dari berkas"
        " rusak: {kept} catatan. Hilang: {lost}."
    )
    what = form.replace("{until}", until)
    what = what.replace("{kept}", str(happened.kept)).replace("{lost}", str(happened.lost))
    next_step = _(
        "Berkas yang rusak tetap ada di map data, folder quarantine. Bila ini terjadi lagi, ganti"
        " disk komputer ini."
    )
    return _("Catatan dipulihkan"), what, next_step


def _key_lost() -> tuple[str, str, str]:
    return (
        _("Kunci perangkat hilang"),
        _(
            "Berkas kunci di map data hilang atau rusak. Sejak {moment} komputer ini mencatat"
            " sebagai perangkat baru."
        ),
        _(
            "Periksa siapa yang dapat membuka map data. Perubahan pada daftar peserta sebelum itu"
            " tidak dapat lagi diketahui."
        ),
    )


def devices_words(happened: Happened) -> str:
    """The old and the new device, short; empty where there was none before."""
    if not happened.before:
        return ""
    form = _("Perangkat lama {before}, perangkat baru {after}")
    return form.format(before=happened.before[-DEVICE:], after=happened.after[-DEVICE:])
