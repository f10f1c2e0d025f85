"""Whether a certificate holds: one field for scanner and paste, a file, and a large answer."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from kiosk.register.verify import Answer
from kiosk.ui.screens import verify_words as words
from kiosk.ui.screens.porch import Porch
from kiosk.ui.screens.sheet import Sheet
from kiosk.ui.screens.verify_words import Age, Unread
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.fields import Field
from kiosk.ui.widgets.layout import AFTER_PAINT, Card, Scroll, clear, column, row, signed
from kiosk.ui.widgets.text import button, picture, text
from kiosk.ui.words import _

WIDTH = 980
SIGN = 44


class Look(Struct, frozen=True):
    """How a state looks: the callout's colour, and its sign."""

    colour: str
    sign: str


LOOKS = {
    "valid": Look("green", "badge-check"),
    "own": Look("green", "shield-check"),
    "altered": Look("red", "triangle-alert"),
    "revoked": Look("red", "circle-x"),
    "device-revoked": Look("red", "circle-x"),
    "unknown-key": Look("orange", "circle-help"),
    "not-upheld": Look("orange", "circle-help"),
    "expired": Look("orange", "clock"),
    "sample": Look("orange", "circle-alert"),
}
UNREAD = Look("blue", "circle-help")


class VerifyScreen(Porch):
    """The field has the keyboard all the time, so that one code after the other can be scanned."""

    code_given = Signal(str)
    file_wanted = Signal()
    cleared = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, back=_("Kembali"), action=_("Periksa"), icon="arrow-right")
        self.code = Field(_("Kode periksa"), "check-code", theme)
        self.first_focus = self.code.line
        self._answered = False
        self._paste = button(_("Tempel"), "check-paste", theme, icon_left="clipboard-list")
        self._file = button(_("Pilih berkas"), "check-file", theme, icon_left="file-text")
        lead = _("Pindai kode QR dengan pemindai, tempel kodenya, atau pilih berkasnya.")
        self._lead = text(lead, "lead")
        self._result = Sheet(spacing=12)
        head = Sheet(text(_("Periksa sertifikat"), "title"), self._lead, spacing=6)
        self.set_body(Sheet(head, self._form(), self._result, spacing=14), WIDTH)
        self._paste.clicked.connect(self._take)
        self._file.clicked.connect(self.file_wanted.emit)
        self.acted.connect(self._act)
        self.code.changed.connect(lambda _text: self._name_action())
        self.show_nothing()

    def _form(self) -> QWidget:
        """Field and buttons on one line, so that the answer below needs no scrolling."""
        buttons = row(self._paste, self._file, spacing=10)
        beside = column(text(" ", "label"), buttons, spacing=6)
        both = row(self.code, beside, spacing=14)
        box = both.layout()
        if isinstance(box, QHBoxLayout):
            box.setStretch(0, 1)
        return Card(both, margin=18)

    def show_nothing(self) -> None:
        """Nothing was asked yet: how it goes."""
        self._answered = False
        self._lead.setVisible(True)
        self._put(text(words.where_files_come_from(), "small"))
        self._name_action()

    def show_waiting(self) -> None:
        """A file is being read."""
        said = text(_("Berkas sedang dibaca …"), "strong")
        said.setObjectName("check-waiting")
        self._put(Card(said, role="callout-blue", margin=18))

    def show_answer(self, answer: Answer, age: Age | None) -> None:
        """What is to be said of a certificate; `age` is that of the list of revocations."""
        look = LOOKS.get(answer.verdict.state, UNREAD)
        parts: list[QWidget] = [
            *(text(said, "strong") for said in words.apart(answer)),
            *((self._values(answer),) if answer.verdict.said else ()),
            *(text(said, "body") for said in words.beside(answer)),
            text(words.list_age(age), "small"),
        ]
        self._show(look, words.head(answer), words.sentence(answer), parts)

    def show_unread(self, unread: Unread) -> None:
        """Nothing that can be judged, and what to do."""
        self._show(UNREAD, _("Belum dapat diperiksa"), words.unread(unread), ())

    def _show(self, look: Look, head: str, sentence: str, parts: Iterable[QWidget]) -> None:
        theme = self.theme
        ink = {
            "green": theme.hijau_teks,
            "red": theme.merah,
            "orange": theme.jingga_teks,
            "blue": theme.laut,
        }[look.colour]
        title, said = text(head, "title"), text(sentence, "lead")
        title.setObjectName("check-state")
        title.setStyleSheet(f"color: {ink};")
        said.setObjectName("check-sentence")
        top = signed(picture(look.sign, ink, theme, SIGN), Sheet(title, said, spacing=4))
        card = Card(top, *parts, role=f"callout-{look.colour}", margin=20, spacing=10)
        card.setObjectName("check-result")
        card.setAccessibleName(f"{head}. {sentence}")
        self._answered = True
        self._lead.setVisible(False)
        self._put(card)
        self.code.line.clear()
        self.code.setFocus()
        self._name_action()
        QTimer.singleShot(AFTER_PAINT, card, lambda: self._reveal(card))

    def _put(self, widget: QWidget) -> None:
        clear(self._result.box)
        self._result.box.addWidget(widget)

    def _reveal(self, card: QWidget) -> None:
        """The answer is seen from its head, where it does not stand under the field."""
        body = self.findChild(Scroll, "body")
        if isinstance(body, Scroll):
            inside = body.widget()
            layout = inside.layout() if inside else None
            if layout is not None:
                layout.activate()
            top = card.mapTo(inside, card.rect().topLeft()).y() if inside else 0
            if top + card.height() > body.verticalScrollBar().value() + body.height():
                body.verticalScrollBar().setValue(max(0, top - 12))

    def _values(self, answer: Answer) -> QWidget:
        """What the code says, large enough to be held beside the paper."""
        made = QWidget()
        made.setProperty("role", "clear")
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(self.theme.px(18))
        grid.setVerticalSpacing(self.theme.px(4))
        grid.setColumnStretch(1, 1)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        made.setSizePolicy(policy)
        for place, (field, value) in enumerate(words.values(answer)):
            grid.addWidget(text(field, "muted", wrap=False), place, 0)
            shown = text(value, "h3")
            shown.setObjectName(f"check-value-{place}")
            grid.addWidget(shown, place, 1)
        return made

    def _take(self) -> None:
        """What another program copied."""
        copied = QApplication.clipboard().text()
        if copied.strip():
            self.code.line.setText(copied.strip())
            self._act()
        else:
            self.code.set_error(_("Belum ada yang disalin. Salin kodenya dahulu."))
            self.code.setFocus()

    def _act(self) -> None:
        if self.code.value:
            self.code_given.emit(self.code.value)
        elif self._answered:
            self.cleared.emit()
        else:
            self.code.set_error(_("Pindai atau tempel kodenya dahulu, atau pilih berkas."))
            self.code.setFocus()

    def _name_action(self) -> None:
        again = self._answered and not self.code.value
        self.set_action(_("Periksa lagi") if again else _("Periksa"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in an empty field leaves the answer there: some scanners send it twice."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and self._answered and not self.code.value and self.code.line.hasFocus():
            event.accept()
        else:
            super().keyPressEvent(event)
