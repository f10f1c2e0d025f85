from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.x509.oid import NameOID

from kiosk.hub.application import Hub
from kiosk.hub.database import reading
from kiosk.xapi.multipart import Part, mixed, parts
from tests.hub.conftest import Visitor
from tests.hub.statements import simple

ID = "6a4b8f5e-0000-4000-8000-000000000001"
BOUND = "-------314159265358979323846"
SIGNATURE = "http://adlnet.gov/expapi/attachments/signature"


def about(body: bytes, **other: object) -> dict[str, Any]:
    return {
        "usageType": "http://example.com/use",
        "display": {"en": "A file"},
        "contentType": "text/plain",
        "length": len(body),
        "sha2": hashlib.sha256(body).hexdigest(),
        **other,
    }


def part(body: bytes, **headers: str) -> Part:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Part(
        {
            "content-type": "text/plain",
            "content-transfer-encoding": "binary",
            "x-experience-api-hash": hashlib.sha256(body).hexdigest(),
            **named,
        },
        body,
    )


def send(visitor: Visitor, statements: object, *files: Part, bound: str = BOUND) -> int:
    first = Part({"content-type": "application/json"}, json.dumps(statements).encode())
    headers = {"Content-Type": f"multipart/mixed; boundary={bound}"}
    body = mixed([first, *files], BOUND)
    return visitor.status("POST", "statements", content=body, headers=headers)


@pytest.mark.requirement("Communication 1.5.2, 2.1.3: attachments come in and go out as multipart")
def test_files_go_out_as_they_came_each_once(hub: Hub) -> None:
    visitor = Visitor(hub, "1.0.3")
    odd, plain = b"\r\n--" + BOUND.encode()[:5] + bytes(range(256)), b"here is a simple attachment"
    pictures = about(odd, contentType="image/jpeg")
    batch = [
        simple(id=ID, attachments=[pictures, about(plain)]),
        simple(attachments=[about(plain)]),
        simple(),
    ]
    assert send(visitor, batch, part(odd, content_type="image/jpeg"), part(plain)) == 200
    answer = visitor.get("statements", params={"attachments": "true"})
    found = parts(answer.content, answer.headers["Content-Type"])
    assert isinstance(found, tuple)
    assert found[0].headers["content-type"] == "application/json"
    assert len(json.loads(found[0].body)["statements"]) == 3
    assert {(each.headers["content-type"], each.body) for each in found[1:]} == {
        ("image/jpeg", odd),
        ("text/plain", plain),
    }
    for each in found[1:]:
        assert each.headers["content-transfer-encoding"] == "binary"
        digest = hashlib.sha256(each.body).hexdigest()
        assert each.headers["x-experience-api-hash"] == digest


@pytest.mark.requirement("Communication 2.1.3: attachments false is application/json")
def test_without_attachments_it_is_json(each: Visitor) -> None:
    body = b"here is a simple attachment"
    assert send(each, simple(id=ID, attachments=[about(body)]), part(body)) == 200
    for query in (f"statementId={ID}", f"statementId={ID}&attachments=false", "attachments=false"):
        answer = each.get(f"statements?{query}")
        assert answer.headers["Content-Type"] == "application/json"
        assert body not in answer.content
    answer = each.get(f"statements?statementId={ID}&attachments=true")
    found = parts(answer.content, answer.headers["Content-Type"])
    assert isinstance(found, tuple)
    assert json.loads(found[0].body)["id"] == ID
    assert found[1].body == body


def test_a_page_without_files_is_multipart_if_that_was_asked_for(each: Visitor) -> None:
    answer = each.get("statements?attachments=true")
    assert answer.headers["Content-Type"].startswith("multipart/mixed; boundary=")


def test_put_takes_a_file_too(one: Visitor) -> None:
    body = b"isi"
    first = Part(
        {"content-type": "application/json"}, json.dumps(simple(attachments=[about(body)])).encode()
    )
    headers = {"Content-Type": f'multipart/mixed; boundary="{BOUND}"'}
    answer = one.put(
        "statements",
        params={"statementId": ID},
        content=mixed([first, part(body)], BOUND),
        headers=headers,
    )
    assert answer.status_code == 204


@pytest.mark.requirement("Communication 1.5.1, 1.5.2: a fileUrl stands for the data")
def test_a_file_that_lies_elsewhere_needs_no_part(each: Visitor) -> None:
    lies = simple(attachments=[about(b"x", fileUrl="https://example.com/x")])
    assert each.status("POST", "statements", json=lies) == 200
    assert send(each, lies) == 200
    assert send(each, simple()) == 200


@pytest.mark.requirement("Communication 1.5.2: what is wrong with the parts answers 400")
def test_parts_that_do_not_fit_are_refused(each: Visitor) -> None:
    body, statement = b"isi", simple(attachments=[about(b"isi")])
    assert each.status("POST", "statements", json=statement) == 400
    assert send(each, statement) == 400
    assert send(each, statement, part(body), part(b"excess")) == 400
    assert send(each, statement, part(body, content_transfer_encoding="base64")) == 400
    assert send(each, statement, part(body, x_experience_api_hash="0" * 64)) == 400
    assert send(each, statement, Part({"content-type": "text/plain"}, body)) == 400
    assert send(each, statement, part(body), bound="other") == 400
    assert send(each, statement, part(body), bound="") == 400
    assert send(each, [statement, "x"], part(body)) == 400
    text = Part({"content-type": "text/plain"}, json.dumps(statement).encode())
    headers = {"Content-Type": f"multipart/mixed; boundary={BOUND}"}
    content = mixed([text, part(body)], BOUND)
    assert each.status("POST", "statements", content=content, headers=headers) == 400
    for content in (b"", b"--" + BOUND.encode(), b"\r\n--" + BOUND.encode() + b"--"):
        assert each.status("POST", "statements", content=content, headers=headers) == 400
    assert each.ids() == []


def test_a_refused_batch_leaves_no_file_behind(one: Visitor, lite: Hub) -> None:
    body = b"isi"
    one.store(simple(id=ID))
    other = simple(id=ID, verb={"id": "http://example.com/v"}, attachments=[about(body)])
    assert send(one, other, part(body)) == 409
    with reading(lite.engine) as connection:
        assert connection.exec_driver_sql("select count(*) from attachment").scalar() == 0


@pytest.fixture(scope="module")
def rsa() -> RSAPrivateKey:
    return generate_private_key(public_exponent=65537, key_size=2048)


def certificate(key: RSAPrivateKey) -> str:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Contoh")])
    start = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(start)
        .not_valid_after(start + dt.timedelta(days=9000))
        .sign(key, hashes.SHA256())
    )
    return base64.b64encode(made.public_bytes(serialization.Encoding.DER)).decode()


def signed(
    payload: object, key: RSAPrivateKey, alg: str = "RS256", x5c: list[str] | None = None
) -> bytes:
    header = {"alg": alg, **({"x5c": x5c} if x5c is not None else {})}
    pieces = [json.dumps(each).encode() for each in (header, payload)]
    words = b".".join(base64.urlsafe_b64encode(each).rstrip(b"=") for each in pieces)
    algorithm = {"RS384": hashes.SHA384(), "RS512": hashes.SHA512()}.get(alg, hashes.SHA256())
    signature = key.sign(words, PKCS1v15(), algorithm)
    return words + b"." + base64.urlsafe_b64encode(signature).rstrip(b"=")


def send_signed(visitor: Visitor, jws: bytes, statement: dict[str, Any], **other: object) -> int:
    kind: dict[str, Any] = {"usageType": SIGNATURE, "contentType": "application/octet-stream"}
    kind.update(other)
    whole = {**statement, "attachments": [about(jws, **kind)]}
    return send(visitor, whole, part(jws, content_type=kind["contentType"]))


@pytest.mark.requirement("Data 2.6: signatures by RS256, RS384 and RS512")
@pytest.mark.parametrize("alg", ["RS256", "RS384", "RS512"])
def test_a_signed_statement_is_taken_in(each: Visitor, rsa: RSAPrivateKey, alg: str) -> None:
    statement = simple(id=ID)
    assert send_signed(each, signed(statement, rsa, alg), statement) == 200
    other = simple(id=ID.replace("1", "2"))
    assert send_signed(each, signed(other, rsa, alg, [certificate(rsa)]), other) == 200


@pytest.mark.requirement("Data 2.6: malformed or false signatures answer 400")
def test_a_signature_that_is_none_is_refused(each: Visitor, rsa: RSAPrivateKey) -> None:
    statement = simple(id=ID)
    good = signed(statement, rsa, x5c=[certificate(rsa)])
    stranger = generate_private_key(public_exponent=65537, key_size=2048)
    other = {**statement, "verb": {"id": "http://example.com/v"}}
    bad = [
        signed(statement, rsa, "HS256"),
        signed(other, rsa),
        signed("x", rsa),
        signed(statement, rsa, x5c=[certificate(stranger)]),
        signed(statement, rsa, "RS384", x5c=[certificate(rsa)]).replace(b"ey", b"ez", 1),
        signed(statement, rsa, x5c=["AAAA"]),
        signed(statement, rsa, x5c=["?"]),
        good[:-6] + b"AAAAAA",
        good.replace(b".", b"!"),
        b"",
    ]
    for jws in bad:
        assert send_signed(each, jws, statement) == 400
    assert send_signed(each, good, statement, contentType="text/plain") == 400
    lies = about(good, usageType=SIGNATURE, contentType="application/octet-stream")
    lies["fileUrl"] = "https://example.com/x"
    whole = {**statement, "attachments": [lies]}
    assert each.status("POST", "statements", json=whole) == 400
    assert send_signed(each, good, statement) == 200
