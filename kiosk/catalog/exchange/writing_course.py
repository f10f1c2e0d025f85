"""The head of a new course.toml, with sentences that hold until its author writes better ones."""

from __future__ import annotations

from typing import Final

from kiosk.catalog.exchange.writing import text, texts

PROVISIONAL: Final = "summary, summary_en, title_en, promise, audience, topic, aims"
"""Keys that its author is asked to write anew."""


def course_file(facts: dict[str, str], hours: int, titles: list[str]) -> str:
    """The keys before the first table. `facts`: id, title, as_of, origin."""
    title = " ".join(facts["title"].split())
    return "\n".join(
        [
            f"id = {text(facts['id'])}",
            'version = "1.0"',
            f"title = {text(title)}",
            f"title_en = {text(title)}",
            f"summary = {text('Pelatihan yang diimpor dari ' + facts['origin'] + '.')}",
            f"summary_en = {text('A course imported from ' + facts['origin'] + '.')}",
            f"promise = {text('Anda memahami ' + title + '.')}",
            'audience = "Semua pegawai"',
            'topic = "Pelayanan publik"',
            'icon = "book-open"',
            'colour = "#0B4F5C"',
            f"hours = {hours}",
            'form = "E-learning"',
            f"as_of = {text(facts['as_of'])}",
            f"aims = {texts(f'Memahami {each}.' for each in titles or [title])}",
        ]
    )
