"""What the names in a report mean, in words: one list for screens, papers and the command line.

`_` is handed in: the screen's language, or `str` for Indonesian as it stands here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from msgspec import Struct

from kiosk.certificate.papers_words import rounded
from kiosk.certificate.words import nip_grouped
from kiosk.office.reports import Asked, Form, Kind
from kiosk.sheets.write import Value

Say: TypeAlias = Callable[[str], str]
NOTHING: Final = "\N{EN DASH}"
HOUR: Final = 60


class Wording(Struct, frozen=True):
    """Names in words, the decimal mark, and what parts thousands."""

    names: Mapping[str, str]
    point: str = ","
    thousands: str = "."

    def name(self, name: str) -> str:
        """The words of a name; the name itself where there are none."""
        return self.names.get(name, name)

    def written(self, value: Value, form: Form) -> str:
        """A value as it is shown; a dash where there is none."""
        if value is None or value == "":
            return NOTHING
        match form:
            case Form.WORD:
                return self.name(str(value))
            case Form.NIP:
                return nip_grouped(str(value))
            case Form.MONTH:
                return self.name(f"month-{int(str(value)[5:])}")
            case Form.TEXT:
                return str(value)
            case _:
                return self._number(float(str(value)), form)

    def _number(self, value: float, form: Form) -> str:
        match form:
            case Form.SHARE:
                return f"{rounded(value * 100, 0):.0f}%"
            case Form.SCORE:
                return f"{rounded(value, 1):.1f}".replace(".", self.point)
            case Form.RATIO:
                return f"{rounded(value, 2):.2f}".replace(".", self.point)
            case Form.MINUTES:
                return self._time(round(value))
            case _:
                return self.whole(round(value))

    def whole(self, value: int) -> str:
        """A whole number, its thousands parted."""
        return f"{value:,}".replace(",", self.thousands)

    def _time(self, minutes: int) -> str:
        hours, left = divmod(minutes, HOUR)
        if hours >= HOUR:
            return self.name("hours-short").format(n=self.whole(round(minutes / HOUR)))
        parts = ("hours-short", hours), ("minutes-short", left)
        told = [self.name(name).format(n=n) for name, n in parts if n]
        return " ".join(told) or self.name("minutes-short").format(n=0)

    def title(self, kind: Kind) -> str:
        """A report's name."""
        return self.name(f"title-{kind}")

    def chosen(self, asked: Asked) -> tuple[tuple[str, str], ...]:
        """What was asked for: (name, value)."""
        return (
            (self.name("year"), str(asked.year)),
            (self.name("unit"), asked.unit or self.name("all-units")),
            (
                self.name("course"),
                asked.title(asked.course) if asked.course else self.name("all-courses"),
            ),
            (self.name("cohort"), asked.cohort.name if asked.cohort else self.name("all-people")),
        )


def words(_: Say) -> dict[str, str]:
    """All names in the language of `_`."""
    parts = (
        _titles,
        _grids,
        _columns,
        _figures,
        _charts,
        _notes,
        _values,
        _items,
        _months,
        _filters,
    )
    return {name: said for part in parts for name, said in part(_).items()}


def _titles(_: Say) -> dict[str, str]:
    return {
        "title-hours": _("Capaian JP"),
        "title-courses": _("Ketuntasan dan nilai"),
        "title-gain": _("N-gain"),
        "title-evaluation": _("Evaluasi pelatihan"),
        "title-time": _("Waktu belajar"),
        "about-hours": _(
            "JP tiap peserta, unit kerja, dan jenis pegawai terhadap target tahun ini."
        ),
        "about-courses": _(
            "Siapa mulai dan tuntas, dengan nilai berapa: per kursus, unit, dan bulan."
        ),
        "about-gain": _("Berapa bagian dari yang dapat dipelajari benar-benar dipelajari."),
        "about-evaluation": _("Penilaian dan kesan peserta per kursus, tanpa nama."),
        "about-time": _("Lama belajar per kursus, unit, bulan, dan hari."),
    }


def _grids(_: Say) -> dict[str, str]:
    return {
        "grid-units": _("Per unit kerja"),
        "grid-kinds": _("Per jenis pegawai"),
        "grid-months": _("Per bulan"),
        "grid-people": _("Per peserta"),
        "grid-courses": _("Per kursus"),
        "grid-items": _("Per unsur"),
        "grid-weekdays": _("Per hari"),
        "grid-texts": _("Kesan dan saran"),
    }


def _columns(_: Say) -> dict[str, str]:
    return {
        "unit": _("Unit kerja"),
        "kind": _("Jenis pegawai"),
        "month": _("Bulan"),
        "name": _("Nama"),
        "nip": _("NIP"),
        "course": _("Kursus"),
        "item": _("Unsur"),
        "weekday": _("Hari"),
        "people": _("Peserta"),
        "learnt": _("Yang belajar"),
        "learners": _("Yang belajar"),
        "counted": _("JP diusulkan"),
        "counted-mean": _("JP rata-rata"),
        "above": _("JP di atas batas"),
        "target": _("JP aturan"),
        "with-target": _("Punya target"),
        "reached": _("Mencapai target"),
        "reached-share": _("Bagian yang mencapai"),
        "short": _("JP kurang"),
        "short-sum": _("JP kurang"),
        "standing": _("Keadaan"),
    }


def _figures(_: Say) -> dict[str, str]:
    return {
        "minutes": _("Waktu belajar"),
        "minutes-mean": _("Waktu per orang"),
        "started": _("Mulai"),
        "certified": _("Sertifikat"),
        "waiting": _("Esai menunggu"),
        "pre-mean": _("Rata-rata uji awal"),
        "post-mean": _("Rata-rata uji akhir"),
        "passed": _("Lulus uji akhir"),
        "passed-share": _("Bagian yang lulus"),
        "tries-mean": _("Percobaan rata-rata"),
        "pairs": _("Pasangan nilai"),
        "gain-mean": _("N-gain rata-rata"),
        "gain-sd": _("Simpangan baku"),
        "gain-high": _("Tinggi (≥ 0,7)"),
        "gain-medium": _("Sedang (0,3–0,7)"),
        "gain-low": _("Rendah (< 0,3)"),
        "evaluations": _("Evaluasi"),
        "rating-mean": _("Rata-rata (1–4)"),
        "block-organisation": _("Penyelenggaraan"),
        "block-material": _("Materi"),
        "block-media": _("Media"),
        "mark-1": _("Tidak baik (1)"),
        "mark-2": _("Kurang baik (2)"),
        "mark-3": _("Baik (3)"),
        "mark-4": _("Sangat baik (4)"),
        "text": _("Kesan dan saran"),
    }


def _charts(_: Say) -> dict[str, str]:
    return {
        "chart-reached-units": _("Peserta yang mencapai target, per unit"),
        "chart-counted-months": _("JP diusulkan per bulan"),
        "chart-certified-courses": _("Mulai dan sertifikat per kursus"),
        "chart-post-months": _("Rata-rata uji akhir per bulan"),
        "chart-post-spread": _("Sebaran nilai uji akhir"),
        "chart-gain-courses": _("N-gain per kursus; garis: batas sedang"),
        "chart-gain-spread": _("Sebaran N-gain"),
        "chart-rating-courses": _("Rata-rata penilaian per kursus"),
        "chart-rating-items": _("Rata-rata penilaian per unsur"),
        "chart-minutes-months": _("Waktu belajar per bulan"),
        "chart-minutes-weekdays": _("Waktu belajar per hari"),
        "chart-minutes-courses": _("Waktu belajar per kursus"),
    }


def _notes(_: Say) -> dict[str, str]:
    return {
        "note-proposed": _("JP di sini baru diusulkan; yang menetapkan adalah BKPSDM."),
        "note-cap": _("JP di atas batas harian ditampilkan dan tidak dihitung."),
        "note-most": _("PPPK dibatasi paling banyak, jadi tidak pernah dicatat kurang."),
        "note-year-of": _("Mulai, nilai, dan sertifikat dihitung pada tahun kejadiannya."),
        "note-scores-count": _(
            "Nilai adalah yang berlaku: yang terbaik, atau yang terakhir bila kursus menetapkannya."
        ),
        "note-gain-rule": _(
            "N-gain tiap orang = (akhir − awal) / (100 − awal), lalu dirata-ratakan (Hake 1998)."
        ),
        "note-erased": _("Termasuk hasil tanpa nama dari orang yang datanya sudah dihapus."),
        "note-no-day": _("Evaluasi tidak memuat tanggal, jadi semua tahun dihitung bersama."),
        "note-no-unit": _(
            "Evaluasi tidak memuat nama atau unit, jadi tidak dapat dipilah per unit atau angkatan."
        ),
        "note-too-few": _(
            "Kursus dengan kurang dari 5 evaluasi tidak diuraikan, agar tidak dapat ditebak."
        ),
        "note-time-proven": _(
            "Waktu dihitung dari membaca dan mengerjakan uji, bukan dari lama masuk."
        ),
    }


def _values(_: Say) -> dict[str, str]:
    return {
        "pns": _("PNS"),
        "pppk": _("PPPK"),
        "guest": _("Tamu"),
        "is-reached": _("Mencapai"),
        "is-short": _("Kurang"),
        "is-within": _("Dalam batas"),
        "is-beyond": _("Melewati batas"),
        "is-no-rule": _("Tanpa target"),
        "is-inactive": _("Nonaktif"),
        "weekday-0": _("Senin"),
        "weekday-1": _("Selasa"),
        "weekday-2": _("Rabu"),
        "weekday-3": _("Kamis"),
        "weekday-4": _("Jumat"),
        "weekday-5": _("Sabtu"),
        "weekday-6": _("Minggu"),
    }


def _items(_: Say) -> dict[str, str]:
    return {
        "item-information": _("Kejelasan informasi pelatihan"),
        "item-room": _("Kelayakan ruang dan komputer"),
        "item-help": _("Bantuan dari petugas"),
        "item-relevance": _("Kesesuaian materi dengan tugas"),
        "item-clarity": _("Kejelasan penjelasan"),
        "item-examples": _("Manfaat contoh dan studi kasus"),
        "item-legibility": _("Keterbacaan teks dan gambar"),
        "item-ease": _("Kemudahan penggunaan aplikasi"),
        "item-guidance": _("Kejelasan petunjuk di layar"),
    }


def _months(_: Say) -> dict[str, str]:
    return {
        "month-1": _("Jan"),
        "month-2": _("Feb"),
        "month-3": _("Mar"),
        "month-4": _("Apr"),
        "month-5": _("Mei"),
        "month-6": _("Jun"),
        "month-7": _("Jul"),
        "month-8": _("Agu"),
        "month-9": _("Sep"),
        "month-10": _("Okt"),
        "month-11": _("Nov"),
        "month-12": _("Des"),
    }


def _filters(_: Say) -> dict[str, str]:
    return {
        "all-units": _("Semua unit"),
        "all-courses": _("Semua kursus"),
        "all-people": _("Semua peserta"),
        "year": _("Tahun"),
        "cohort": _("Angkatan"),
        "hours-short": _("{n} jam"),
        "minutes-short": _("{n} menit"),
        "in-minutes": _("menit"),
    }


INDONESIAN: Final = Wording(words(str))
"""As papers have it."""
