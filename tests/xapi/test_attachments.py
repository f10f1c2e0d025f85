"""Attachments as statements describe them."""

from __future__ import annotations

import pytest

from tests.xapi.cases import assert_fault, assert_good
from tests.xapi.samples import ATTACHMENT, SHA1, SHA256


@pytest.mark.parametrize(
    "value",
    [
        [],
        [
            {
                key: value
                for key, value in ATTACHMENT.items()
                if key not in {"description", "fileUrl"}
            }
        ],
        [{**ATTACHMENT, "contentType": "application/vnd.api+json"}],
        [{**ATTACHMENT, "contentType": 'text/plain; a="b;c"; d=e'}],
        [{**ATTACHMENT, "length": 0}],
        [{**ATTACHMENT, "sha2": SHA256.upper()}],
        [{**ATTACHMENT, "sha2": "a" * 56}],
        [{**ATTACHMENT, "sha2": "a" * 96}],
        [{**ATTACHMENT, "sha2": "a" * 128}],
        [ATTACHMENT, ATTACHMENT],
    ],
)
@pytest.mark.requirement("Data 2.4.11 attachments")
def test_attachments_are_described(value: object) -> None:
    assert_good("attachments", value)


@pytest.mark.parametrize(
    ("value", "where"),
    [
        (ATTACHMENT, ""),
        ("should fail", ""),
        ([12345], "[0]"),
        (["should fail"], "[0]"),
        ([{}], "[0].sha2"),
        *(
            ([{key: part for key, part in ATTACHMENT.items() if key != name}], f"[0].{name}")
            for name in ("usageType", "display", "contentType", "length", "sha2")
        ),
        ([{**ATTACHMENT, "contentType": "should fail"}], "[0].contentType"),
        ([{**ATTACHMENT, "contentType": 12345}], "[0].contentType"),
        ([{**ATTACHMENT, "contentType": ""}], "[0].contentType"),
        ([{**ATTACHMENT, "length": "27"}], "[0].length"),
        ([{**ATTACHMENT, "length": 27.5}], "[0].length"),
        ([{**ATTACHMENT, "length": -1}], "[0].length"),
        ([{**ATTACHMENT, "length": True}], "[0].length"),
        ([{**ATTACHMENT, "sha2": 12345}], "[0].sha2"),
        ([{**ATTACHMENT, "sha2": ""}], "[0].sha2"),
        ([{**ATTACHMENT, "sha2": SHA1}], "[0].sha2"),
        ([{**ATTACHMENT, "sha2": "g" * 64}], "[0].sha2"),
    ],
)
@pytest.mark.requirement("Data 2.4.11.s2 attachments")
def test_a_malformed_attachment_is_refused(value: object, where: str) -> None:
    assert_fault("attachments", value, f"attachments{where}")


@pytest.mark.requirement("Data 2.6.s4.b1 signatures")
def test_a_signature_is_an_octet_stream() -> None:
    signature = {**ATTACHMENT, "usageType": "http://adlnet.gov/expapi/attachments/signature"}
    assert_fault("attachments", [signature], "attachments[0].contentType")
    assert_good("attachments", [{**signature, "contentType": "application/octet-stream"}])
