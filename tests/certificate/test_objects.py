"""The numbered objects of a PDF, also where there are very many."""

from __future__ import annotations

import io

import pikepdf

from kiosk.certificate.objects import Objects

MANY = 70_000
"""More than two bytes count."""


def test_a_file_may_hold_more_small_objects_than_two_bytes_count() -> None:
    objects = Objects()
    first = objects.reserve()
    for n in range(MANY):
        objects.put(f"<</N {n}>>", first if n == 0 else 0)
    root = objects.put("<</Type/Catalog/Pages<</Type/Pages/Count 0/Kids[]>>>>")
    with pikepdf.open(io.BytesIO(objects.finish(root, objects.put("<<>>")))) as pdf:
        assert pdf.get_object(first, 0)["/N"] == 0
        assert pdf.get_object(first + MANY - 1, 0)["/N"] == MANY - 1
