"""Hands for the register of certificates in the officer's room."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QTableView

from kiosk.learning.events import CertificateRevoked
from tests.register.people import people

if TYPE_CHECKING:
    from .conftest import Visit

ONE, TWO, THREE, FOUR = people(4)
PEOPLE = (ONE, msgspec.structs.replace(TWO, name="Peserta Umum 2"), THREE, FOUR)
NAMES = ["Peserta Contoh 4", "Peserta Contoh 3", "Peserta Umum 2", "Peserta Contoh 1"]
TODAY = "2026-12-23"


def into_register(visit: Visit) -> Visit:
    visit.enter()
    visit.press("part-certificates")
    visit.bot.waitUntil(lambda: "…" not in visit.seen(QLabel, "register-count").text())
    return visit


def numbers(visit: Visit) -> list[str]:
    return [issued.number for _, issued in visit.house.store.certificates()]


def shown(visit: Visit) -> list[str]:
    return [row[1] for row in visit.table("register-table")]


def choose(visit: Visit, name: str) -> None:
    table = visit.seen(QTableView, "register-table")
    table.selectRow(shown(visit).index(name))


def number_chosen(visit: Visit) -> str:
    return visit.seen(QLabel, "entry-number").accessibleName()


def write(visit: Visit, name: str, words: str) -> None:
    field = visit.seen(QLineEdit, name)
    field.clear()
    QTest.keyClicks(field, words)


def enabled(visit: Visit) -> set[str]:
    names = ("entry-look", "entry-out", "entry-replace", "entry-revoke")
    return {n for n in names if visit.seen(QPushButton, n).isEnabled()}


def revoked(visit: Visit) -> list[CertificateRevoked]:
    found = [r.event for r in visit.house.store.register("certificate-revoked")]
    return [e for e in found if isinstance(e, CertificateRevoked)]
