"""The form of a kiosk's settings, step by step: for the first set-up and for later changes."""

from __future__ import annotations

from typing import TypeAlias

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.office.faults import SHORTEST_PASSPHRASE, SettingsFault, settings_faults
from kiosk.people.agency import DEFAULT_RULES, Bound, HoursRule, Settings, Signatory
from kiosk.people.nip import Kind
from kiosk.register.blocks import blocks_in, blocks_words
from kiosk.ui.screens.beside import Pair
from kiosk.ui.screens.settings_parts import Kop, Lines, Words, Wrong
from kiosk.ui.screens.settings_terms import Terms
from kiosk.ui.screens.settings_words import fault_words, step_words
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.fields import Field
from kiosk.ui.widgets.layout import Part, column
from kiosk.ui.widgets.text import text
from kiosk.ui.words import _

EMPTY = Settings(
    agency="",
    short="",
    city="",
    domain="",
    kop=(),
    kiosk_code="",
    kiosk_name="",
    units=(),
    signatory=Signatory("", "", ""),
)
STEP_OF = {
    "agency.name": 0,
    "agency.short": 0,
    "agency.city": 0,
    "agency.domain": 0,
    "agency.kop": 0,
    "kiosk.code": 1,
    "kiosk.name": 1,
    "kiosk.idle_minutes": 1,
    "kiosk.backup_folder": 1,
    "agency.units": 1,
    "language": 1,
    "signatory.name": 2,
    "signatory.position": 2,
    "signatories": 2,
    "agency.number_template": 2,
    "kiosk.number_blocks": 2,
    "rule": 3,
    "learning.daily_cap": 3,
    "learning.pass_mark": 3,
    "learning.siasn_kind": 3,
    "officer.passphrase": 4,
    "officer.again": 4,
}
UNREADABLE = -1
"""Stands for a number that is not one; every rule refuses it."""

Place: TypeAlias = Field | Lines | Wrong | Terms


def _step(fault: SettingsFault) -> int:
    """The step in which a fault stands."""
    return STEP_OF.get(fault.field.partition("[")[0], 0)


class SettingsForm(QWidget):
    """Fields for `settings`; the step of the passphrase only `with_passphrase`.

    `several` is to be set where the agency has other kiosks (see `settings_faults`).
    """

    changed = Signal()

    def __init__(self, settings: Settings, theme: Theme, *, with_passphrase: bool) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self._base, self._theme = settings, theme
        self._places: dict[str, Place] = {}
        self._rules: list[tuple[Kind, Words, Field, Field]] = []
        makers = [self._agency, self._kiosk, self._signatory, self._learning]
        makers += [self._officer] if with_passphrase else []
        self._with_passphrase = with_passphrase
        self.several = False
        self.step = 0
        self._pages = [made() for made in makers]
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        for page in self._pages:
            page.setVisible(False)
            box.addWidget(page)
        self.show_step(0)

    @property
    def steps(self) -> int:
        """How many steps there are."""
        return len(self._pages)

    # What is typed

    def settings(self) -> Settings:
        """What is typed now, right or wrong."""
        return msgspec.structs.replace(
            self._base,
            agency=self._name.value,
            short=self._short.value,
            city=self._city.value,
            domain=self._domain.value.lower(),
            kop=self._kop.value,
            kiosk_code=self._code.value,
            kiosk_name=self._kiosk_name.value,
            units=self._units.value,
            idle_minutes=_number(self._idle.value),
            guests=self._guests.value == "yes",
            language=self._language.value,
            backup_folder=self._backup.value,
            signatory=Signatory(
                self._signer.value, self._signer_nip.value, self._signer_position.value
            ),
            signatories=self._terms.value,
            classification=self._classification.value,
            number_template=self._template.value,
            number_blocks=blocks_in(self._blocks.value),
            emblem=self._emblem.value,
            rules=self._typed_rules(),
            daily_cap=_number(self._cap.value),
            pass_mark=_number(self._mark.value),
            siasn_kind=_number(self._siasn.value),
            reprint_mark=self._reprint.value == "yes",
        )

    def _typed_rules(self) -> tuple[HoursRule, ...]:
        ours = {kind for kind, *_rest in self._rules}
        kept = tuple(r for r in self._base.rules if r.kind not in ours)
        typed = tuple(
            HoursRule(kind, Bound(bound.value), _number(hours.value), rule.value)
            for kind, bound, hours, rule in self._rules
        )
        return typed + kept

    def passphrase(self) -> str | None:
        """The passphrase typed; None where it is not asked for."""
        return self._passphrase.line.text() if self._with_passphrase else None

    def faults(self) -> tuple[SettingsFault, ...]:
        """All that is wrong, in the order of the steps."""
        found = settings_faults(self.settings(), self.passphrase(), several=self.several)
        if self._with_passphrase and self._again.line.text() != self._passphrase.line.text():
            found += (SettingsFault("officer.again", "wrong"),)
        return tuple(sorted(found, key=_step))

    # What is shown

    def show_step(self, step: int) -> None:
        """Show one step, from 0, and put the cursor into its first field."""
        self._pages[self.step].setVisible(False)
        self._pages[step].setVisible(True)
        self.step = step
        first = [p for f, p in self._places.items() if STEP_OF[f] == step]
        if first:
            first[0].setFocus()

    def show_faults(self, step: int | None = None) -> int | None:
        """Say what is wrong beside the fields of a step (None: of all); the first such step."""
        found = [f for f in self.faults() if step is None or _step(f) == step]
        for field, place in self._places.items():
            if step is None or STEP_OF[field] == step:
                fault = next((f for f in found if f.field.partition("[")[0] == field), None)
                place.set_error(self._words(fault) if fault else "")
        if not found:
            return None
        first = found[0].field.partition("[")[0]
        place_wrong = self._places.get(first)
        if place_wrong is not None and STEP_OF.get(first) == self.step:
            place_wrong.setFocus()
        return STEP_OF.get(first, 0)

    def _words(self, fault: SettingsFault) -> str:
        if fault.field == "officer.again":
            return _("Kedua kata sandi belum sama. Ketik ulang.")
        return fault_words(fault)

    # The steps

    def _page(self, step: int, *parts: Part) -> QWidget:
        title, lead = step_words()[step]
        made = column(
            text(title, "title"),
            text(lead, "lead"),
            self._theme.px(6),
            *parts,
            spacing=self._theme.px(12),
        )
        made.setContentsMargins(2, 2, 2, 2)
        return made

    def _line(
        self, field: str, label: str, value: str, *, hint: str = "", secret: bool = False
    ) -> Field:
        """A field to type one line in; `field` is its name in faults, or only its objectName."""
        made = Field(label, field, self._theme, hint=hint, value=value, secret=secret)
        made.changed.connect(lambda _words: self.changed.emit())
        if field in STEP_OF:
            self._places[field] = made
        return made

    def _lines(self, field: str, label: str, lines: tuple[str, ...], hint: str) -> Lines:
        made = Lines(label, field, self._theme, hint=hint, lines=lines)
        made.changed.connect(self.changed.emit)
        self._places[field] = made
        return made

    def _choice(self, name: str, label: str, choices: dict[str, str], value: str) -> Words:
        made = Words(label, name, self._theme, choices, value)
        made.changed.connect(self.changed.emit)
        return made

    def _agency(self) -> QWidget:
        base, theme = self._base, self._theme
        hint = _("Tulis lengkap, seperti pada naskah dinas.")
        self._name = self._line("agency.name", _("Nama instansi"), base.agency, hint=hint)
        self._short = self._line("agency.short", _("Singkatan"), base.short)
        self._city = self._line("agency.city", _("Kota atau kabupaten"), base.city)
        self._domain = self._line(
            "agency.domain", _("Domain milik instansi, untuk catatan belajar"), base.domain
        )
        hint = _("Satu baris kop per baris; baris pertama paling besar.")
        self._kop = self._lines("agency.kop", _("Kop surat"), base.kop, hint)
        preview = Kop(theme)
        preview.show_lines(self._kop.value)
        self._kop.changed.connect(lambda: preview.show_lines(self._kop.value))
        shown = column(text(_("Pratinjau"), "label"), preview, spacing=6)
        return self._page(
            0,
            Pair(self._name, self._short, theme, shares=(3, 1)),
            Pair(self._city, self._domain, theme, shares=(2, 3)),
            Pair(self._kop, shown, theme),
        )

    def _kiosk(self) -> QWidget:
        base, theme = self._base, self._theme
        hint = _("Ikut tercetak pada nomor sertifikat, misalnya MPP-01.")
        self._code = self._line("kiosk.code", _("Kode kios"), base.kiosk_code, hint=hint)
        self._kiosk_name = self._line("kiosk.name", _("Nama kios"), base.kiosk_name)
        hint = _("Satu perangkat daerah per baris.")
        self._units = self._lines("agency.units", _("Perangkat daerah"), base.units, hint)
        hint = _("Setelah itu peserta dikeluarkan; pekerjaannya tersimpan.")
        idle = _shown(base.idle_minutes)
        self._idle = self._line("kiosk.idle_minutes", _("Waktu diam, menit"), idle, hint=hint)
        self._guests = self._choice(
            "guests",
            _("Tamu tanpa NIP"),
            {"yes": _("Boleh belajar"), "no": _("Tidak diterima")},
            "yes" if base.guests else "no",
        )
        self._language = self._choice(
            "language",
            _("Bahasa saat kios dinyalakan"),
            {"id": "Bahasa Indonesia", "en": "English"},
            base.language,
        )
        self._backup = self._second_place(base.backup_folder)
        return self._page(
            1,
            Pair(self._code, self._kiosk_name, theme),
            self._units,
            Pair(self._idle, column(self._guests, self._language, spacing=10), theme),
            self._backup,
        )

    def _second_place(self, folder: str) -> Field:
        label = _("Folder cadangan kedua, di stik atau disk lain (boleh kosong)")
        hint = _(
            "Cadangan memuat data pribadi semua peserta. Simpan stiknya di lemari terkunci."
            " Folder juga dapat dipilih di bagian Cadangan."
        )
        return self._line("kiosk.backup_folder", label, folder, hint=hint)

    def _signatory(self) -> QWidget:
        base, theme = self._base, self._theme
        signer = base.signatory
        self._signer = self._line("signatory.name", _("Nama dan gelar"), signer.name)
        self._signer_nip = self._line("signatory-nip", _("NIP (boleh kosong)"), signer.nip)
        self._signer_position = self._line("signatory.position", _("Jabatan"), signer.position)
        self._terms = Terms(base.signatories, theme)
        self._terms.changed.connect(self.changed.emit)
        self._places["signatories"] = self._terms
        self._classification = self._line(
            "classification", _("Kode klasifikasi arsip"), base.classification
        )
        hint = _("Isian: {urut} {tahun} {kios} {unit} {klasifikasi} {bulan_romawi}.")
        self._template = self._line(
            "agency.number_template", _("Pola nomor sertifikat"), base.number_template, hint=hint
        )
        hint = _("Nomor urut milik kios ini tiap tahun, misalnya 201-400. Kosong: mulai dari 1.")
        self._blocks = self._line(
            "kiosk.number_blocks",
            _("Blok nomor (boleh kosong)"),
            blocks_words(base.number_blocks),
            hint=hint,
        )
        hint = _("Alamat berkas gambar di komputer ini. Tanpa lambang, sertifikat tetap lengkap.")
        self._emblem = self._line("emblem", _("Lambang (boleh kosong)"), base.emblem, hint=hint)
        self._reprint = self._choice(
            "reprint",
            _("Cetak ulang"),
            {"no": _("Tanpa tanda"), "yes": _("Diberi tanda")},
            "yes" if base.reprint_mark else "no",
        )
        return self._page(
            2,
            Pair(self._signer, self._signer_nip, theme, shares=(3, 2)),
            self._signer_position,
            self._terms,
            Pair(self._classification, self._template, theme, shares=(2, 5)),
            self._blocks,
            Pair(self._emblem, self._reprint, theme, shares=(3, 2)),
        )

    def _learning(self) -> QWidget:
        base, theme = self._base, self._theme
        rows = [self._rule(base.rule(default.kind) or default) for default in DEFAULT_RULES]
        wrong = Wrong(theme)
        wrong.setFocusProxy(self._rules[0][2])
        self._places["rule"] = wrong
        hint = _("E-learning, untuk semua kursus. Rujukan PerLAN 10/2018 yang dikutip instansi: 3.")
        cap, mark = _shown(base.daily_cap), _shown(base.pass_mark)
        self._cap = self._line("learning.daily_cap", _("Batas JP sehari"), cap, hint=hint)
        hint = _("Dipakai bila kursus tidak menentukan sendiri.")
        self._mark = self._line("learning.pass_mark", _("Ambang kelulusan"), mark, hint=hint)
        hint = _("Nomor jenisDiklatId di SIASN, 1–10. Diklat Teknis: 3.")
        kind = _shown(base.siasn_kind)
        self._siasn = self._line(
            "learning.siasn_kind", _("Jenis diklat pada SIASN"), kind, hint=hint
        )
        numbers = Pair(self._cap, self._mark, theme)
        return self._page(3, *rows, wrong, numbers, self._siasn)

    def _rule(self, rule: HoursRule) -> QWidget:
        kind = {Kind.PNS: "PNS", Kind.PPPK: "PPPK"}.get(rule.kind, str(rule.kind))
        bound = self._choice(
            f"bound-{rule.kind}",
            _("Aturan untuk {kind}").format(kind=kind),
            {Bound.LEAST.value: _("Paling sedikit"), Bound.MOST.value: _("Paling banyak")},
            rule.bound.value,
        )
        hours = self._line(f"hours-{rule.kind}", _("JP setahun"), _shown(rule.hours))
        source = self._line(f"rule-{rule.kind}", _("Rujukan"), rule.rule)
        self._rules.append((rule.kind, bound, hours, source))
        numbers = Pair(hours, source, self._theme, shares=(1, 2))
        return column(bound, numbers, spacing=self._theme.px(6))

    def _officer(self) -> QWidget:
        hint = _("Paling sedikit {n} huruf, misalnya empat kata yang mudah Anda ingat.")
        self._passphrase = self._line(
            "officer.passphrase",
            _("Kata sandi pengelola"),
            "",
            hint=hint.format(n=SHORTEST_PASSPHRASE),
            secret=True,
        )
        self._again = self._line("officer.again", _("Ketik sekali lagi"), "", secret=True)
        note = _(
            "Simpan kata sandi ini di tempat aman. Tidak ada yang dapat menampilkannya kembali."
        )
        return self._page(4, self._passphrase, self._again, text(note, "small"))


def _number(words: str) -> int:
    return int(words) if words.isascii() and words.isdigit() and len(words) < 6 else UNREADABLE


def _shown(number: int) -> str:
    return "" if number == UNREADABLE else str(number)
