"""Syncing in words: the three ways, how a round goes and ends, what came, and what is wrong."""

from __future__ import annotations

import datetime as dt

from kiosk.office.sync import Brought, Ended, Kind, Running, Step, Way
from kiosk.ui.happened_words import moment
from kiosk.ui.notice import size_words
from kiosk.ui.words import _, clock, clock_of, date_long, date_of


def kind_words(kind: Kind) -> str:
    """The name of a way."""
    return {
        "lan": _("Jaringan lokal"),
        "stick": _("Stik USB"),
        "folder": _("Folder bersama"),
    }[kind]


def step_words(step: Step) -> tuple[str, str]:
    """What a step does, and with what."""
    return {
        "connect": (_("Buka jalan"), _("hub, stik, atau folder")),
        "up": (_("Setor catatan"), _("tersegel untuk instansi")),
        "down": (_("Ambil kabar instansi"), _("peserta, kursus, pencabutan")),
        "keep": (_("Simpan di kios ini"), _("tanda terima dan kabar")),
    }[step]


def way_state(way: Way) -> tuple[str, str]:
    """The badge of a way: its words and its kind of colour."""
    if way.used:
        return _("Dipakai sekarang"), "blue"
    if way.last is not None and way.last.trouble not in ("", "stopped"):
        known = way.last.trouble in ("away", "gone", "slow", "wait")
        return (_("Menunggu"), "orange") if known else (_("Perlu dilihat"), "red")
    if way.there:
        return (_("Tersambung"), "green") if way.last else (_("Siap"), "green")
    if not way.name:
        return _("Belum ada"), ""
    return _("Tidak terpasang") if way.kind == "stick" else _("Belum tersambung"), ""


def way_lines(way: Way) -> tuple[str, str]:
    """Two lines below: where it leads, and how it went there the last time."""
    return _where(way), _when(way)


def _where(way: Way) -> str:
    if not way.name:
        return {
            "lan": _("Belum ada hub di ruang ini."),
            "stick": _("Pasang stik, dan catatan disetor ke sana."),
            "folder": _("Belum ada folder yang dipilih."),
        }[way.kind]
    if way.kind == "lan":
        return _("Hub “{name}”.").format(name=way.name)
    if way.free >= 0:
        return _("{name}, bebas {size}.").format(name=way.name, size=size_words(way.free))
    return f"{way.name}."


def _when(way: Way) -> str:
    last = way.last
    if last is None:
        return _("Belum pernah dipakai.") if way.name else ""
    when = soon_words(last.at)
    if last.trouble and last.trouble != "stopped":
        again = _("Dicoba lagi {time}.").format(time=clock_of(way.again)) if way.again else ""
        return f"{trouble_words(last.trouble)} {again}".strip()
    if last.sent:
        return _("Terakhir {time}, {n} catatan.").format(time=when, n=last.sent)
    return _("Terakhir {time}, tidak ada yang baru.").format(time=when)


def soon_words(at: int) -> str:
    """A time as short as it can be told: "10.42" today, else the date."""
    today = dt.datetime.now().astimezone().date()
    return clock_of(at) if date_of(at) == today else date_long(date_of(at))


def running_words(running: Running) -> tuple[str, str]:
    """The title of a round under way, and its count."""
    if running.kind == "lan":
        title = _("Setor dan ambil lewat hub “{name}”").format(name=running.name)
    else:
        title = _("Setor dan ambil lewat {name}").format(name=running.name)
    if not running.total:
        return title, ""
    if running.step == "down":
        count = _("{n} dari {m}").format(n=size_words(running.done), m=size_words(running.total))
        return title, count
    return title, _("{n} dari {m} catatan").format(n=running.done, m=running.total)


def ended_words(ended: Ended) -> str:
    """How a round ended, in one sentence."""
    if ended.trouble == "stopped":
        return _("Dihentikan. Yang sudah disetor tetap disetor.")
    if ended.trouble:
        return trouble_words(ended.trouble)
    if ended.kind == "lan":
        if ended.received:
            return _("{n} catatan diterima instansi.").format(n=ended.received)
        return _("Tidak ada yang perlu disetor: instansi sudah menerima semuanya.")
    if ended.sent and not ended.received:
        form = _(
            "{n} catatan disimpan di {name}. Tetap menunggu sampai instansi membaca dan memberi"
            " tanda terima."
        )
        return form.format(n=ended.sent, name=ended.name)
    if ended.received:
        form = _("Tanda terima dari {name}: {n} catatan sudah diterima instansi.")
        return form.format(n=ended.received, name=ended.name)
    return _("Tidak ada yang baru di {name}.").format(name=ended.name)


def brought_words(brought: Brought) -> tuple[str, ...]:
    """What came down, a line for each kind that is not nothing."""
    lines = (
        (brought.new_people, _("Peserta baru: {n}")),
        (brought.changed_people, _("Data peserta berubah: {n}")),
        (brought.settings, _("Pengaturan dari instansi: {n}")),
        (brought.cohorts, _("Angkatan: {n}")),
        (brought.courses, _("Kursus dipasang: {n}")),
        (brought.revoked, _("Pencabutan baru: {n}")),
        (brought.elsewhere, _("Catatan peserta dari kios lain: {n}")),
        (brought.aside, _("Catatan yang disisihkan karena tidak cocok: {n}")),
    )
    return tuple(form.format(n=n) for n, form in lines if n)


def others_words(others: tuple[str, ...]) -> tuple[str, ...]:
    """What is wrong with records of this computer's earlier devices."""
    form = _("Catatan dari perangkat dahulu: {words}")
    return tuple(form.format(words=trouble_words(code)) for code in others)


def finished_words(at: int) -> str:
    """When a round last went well."""
    return _("Terakhir selesai: {moment}").format(moment=moment(at)) if at else ""


def pulled_words() -> str:
    """The promise of a stick."""
    return _("Aman dicabut kapan saja")


def trouble_words(code: str) -> str:
    """What is wrong, and what to do next."""
    words = {**_way_troubles(), **_pairing_troubles(), **_content_troubles()}
    return words.get(code, words["unknown"])


def _way_troubles() -> dict[str, str]:
    return {
        "away": _("Belum terjangkau."),
        "gone": _("Dicabut sebelum selesai. Pasang lagi; yang kurang dilanjutkan."),
        "full": _("Penuh. Kosongkan tempat di sana, atau pakai yang lain."),
        "read-only": _("Tidak dapat ditulis. Buka kunci tulisnya, atau pakai yang lain."),
        "slow": _("Terlalu lambat, jadi dihentikan."),
        "wait": _("Hub sedang sibuk."),
        "large": _("Hub menolak paket yang terlalu besar. Hubungi instansi."),
        "here-full": _("Disk komputer ini penuh. Kosongkan tempat di disk, lalu coba lagi."),
        "here-read-only": _("Disk komputer ini tidak dapat ditulis. Periksa izin map data."),
        "here-busy": _("Data kios ini sedang dipakai. Coba lagi sebentar."),
        "here-damaged": _("Catatan di komputer ini rusak, dan sedang dipulihkan."),
        "unknown": _("Gagal karena kesalahan program. Coba lagi; bila berulang, hubungi instansi."),
    }


def _pairing_troubles() -> dict[str, str]:
    return {
        "unpaired": _("Instansi tidak mengenal kios ini. Pasangkan lagi."),
        "revoked": _(
            "Instansi mencabut kios ini, jadi catatannya tidak diterima. Hubungi instansi."
        ),
        "twin": _(
            "Instansi sudah menerima catatan lain dengan nama perangkat ini: map data mungkin"
            " disalin. Jalankan Pemeriksaan, lalu hubungi instansi."
        ),
        "no-stick": _("Belum ada stik yang terpasang. Pasang stik, lalu coba lagi."),
        "refused": _("Hub menolak. Hubungi instansi."),
        "clock": _(
            "Sertifikat hub tidak berlaku menurut jam komputer ini. Betulkan dahulu tanggal dan"
            " jamnya."
        ),
        "code": _("Kode tidak cocok atau sudah lewat waktu. Minta kode baru di layar hub."),
        "foreign": _("Ini milik instansi lain, jadi tidak dipakai."),
        "forged": _("Tanda tangannya tidak sah, jadi tidak dipakai. Hubungi instansi."),
    }


def _content_troubles() -> dict[str, str]:
    return {
        "newer": _("Dibuat oleh Dermaga yang lebih baru. Perbarui kios ini."),
        "older": _("Lebih lama daripada kabar yang sudah ada di sini, jadi tidak dipakai."),
        "missing": _("Ada berkas yang kurang. Isi stik atau folder itu lagi di instansi."),
        "short": _("Ada berkas yang baru setengah tertulis. Isi lagi di instansi."),
        "damaged": _("Ada berkas yang rusak, jadi tidak dipakai. Isi lagi di instansi."),
        "strange": _("Isinya bukan dari Dermaga, jadi tidak dipakai."),
        "too-large": _("Ada berkas yang terlalu besar, jadi tidak dipakai. Hubungi instansi."),
    }


def decided_words(fields: frozenset[str]) -> str:
    """Which settings the agency decides, and what becomes of a change here."""
    names = {
        "agency": _("Nama instansi"),
        "short": _("Singkatan"),
        "city": _("Kota atau kabupaten"),
        "domain": _("Domain milik instansi, untuk catatan belajar"),
        "kop": _("Kop surat"),
        "units": _("Perangkat daerah"),
        "signatory": _("Penanda tangan"),
        "second_signatory": _("Penanda tangan kedua"),
        "template": _("Templat sertifikat"),
        "validity_months": _("Masa berlaku sertifikat"),
        "validity": _("Masa berlaku per kursus"),
        "rules": _("Aturan JP"),
        "daily_cap": _("Batas JP sehari"),
        "siasn_kind": _("Jenis diklat pada SIASN"),
        "pass_mark": _("Ambang kelulusan"),
        "idle_minutes": _("Waktu diam, menit"),
        "guests": _("Tamu tanpa NIP"),
        "reprint_mark": _("Tanda cetak ulang"),
        "number_template": _("Pola nomor sertifikat"),
        "classification": _("Kode klasifikasi arsip"),
    }
    said = [words for field, words in names.items() if field in fields]
    form = _("Ditentukan instansi: {names}. Perubahan di sini diganti lagi saat sinkronisasi.")
    sentences = [form.format(names=", ".join(said))] if said else []
    if "emblem" in fields:
        sentences.append(_("Lambang pada sertifikat baru juga dari instansi, bukan dari sini."))
    return " ".join(sentences)


def day_time(at: int) -> str:
    """A receipt's moment in a list: "12 Mei 2026, 10.42"."""
    local = dt.datetime.fromtimestamp(at / 1000).astimezone()
    return f"{date_long(local.date())}, {clock(local)}"
