"""Open Badges 3.0. Sections as in the specification: 8.2 JSON Web Token proof; classes by name."""

from __future__ import annotations

import base64
import hashlib
import json
from typing import Any

import jwt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs
from nacl.signing import SigningKey
from openbadgeslib.ob3 import OB3VerificationError, OB3Verifier

from kiosk.trust.badge import NIP, Earned, badge_state, claims, credential, did_key
from tests.trust.conftest import ONE, STRANGER

EARNED = Earned(
    number="800.1.4/KTS-01.0127/BKPSDM/XI/2026",
    name="Peserta Contoh 1, S.A.P.",
    nip="199001012015011001",
    course="Pelayanan Publik Prima",
    hours=6,
    score=88,
    started="2026-11-20",
    finished="2026-11-24",
    issued="2026-11-24",
    agency="BKPSDM Contoh",
    kiosk="KTS-01",
    form="E-learning",
    criteria="Semua pelajaran dibaca.",
)


def made(earned: Earned = EARNED) -> str:
    return credential(earned, ONE.sign, ONE.public)


def part(text: str, place: int) -> dict[str, Any]:
    letters = text.split(".")[place]
    found: dict[str, Any] = json.loads(base64.urlsafe_b64decode(letters + "=="))
    return found


def with_part(text: str, place: int, value: object) -> str:
    parts = text.split(".")
    parts[place] = base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")
    return ".".join(parts)


def test_the_same_facts_and_key_make_the_same_bytes() -> None:
    assert (
        hashlib.sha256(made().encode()).hexdigest() == hashlib.sha256(made().encode()).hexdigest()
    )
    assert made() != credential(EARNED, STRANGER.sign, STRANGER.public)
    assert len(made()) < 3_000


def test_the_header_names_the_key_and_nothing_more() -> None:  # section 8.2, JOSE header
    x = base64.urlsafe_b64encode(ONE.public).decode().rstrip("=")
    did = did_key(ONE.public)
    assert part(made(), 0) == {
        "alg": "EdDSA",
        "typ": "JWT",
        "kid": f"{did}#{did[8:]}",
        "jwk": {"kty": "OKP", "crv": "Ed25519", "x": x},
    }


def test_a_key_has_the_name_that_the_did_key_method_gives_it() -> None:
    # the method's own example of an Ed25519 key
    public = bytes.fromhex("2e6fcce36701dc791488e0d0b1745cc1e33a4c1c9fcc41c63bd343dbbe0970e6")
    assert did_key(public) == "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK"


def test_the_claims_repeat_the_credential() -> None:  # section 8.2, JWT payload
    held = claims(made())
    assert (held["iss"], held["jti"]) == (held["issuer"]["id"], held["id"])
    assert held["sub"] == held["credentialSubject"]["id"]
    assert (held["validFrom"], held["nbf"]) == ("2026-11-24T00:00:00+09:00", 1_795_446_000)
    assert "exp" not in held
    assert "validUntil" not in held
    ends = claims(made(structs.replace(EARNED, valid_until="2028-11-24")))
    assert (ends["validUntil"], ends["exp"]) == ("2028-11-24T23:59:59+07:00", 1_858_697_999)


def test_every_field_that_a_credential_must_have_is_there() -> None:
    held = claims(made())
    assert held["@context"] == [
        "https://www.w3.org/ns/credentials/v2",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    ]
    assert held["type"] == ["VerifiableCredential", "OpenBadgeCredential"]
    assert held["id"].startswith("urn:uuid:")
    assert held["name"] == "Pelayanan Publik Prima"
    issuer = {"id": did_key(ONE.public), "type": ["Profile"], "name": "BKPSDM Contoh"}
    assert issuer.items() <= held["issuer"].items()
    subject = held["credentialSubject"]  # AchievementSubject
    assert subject["type"] == ["AchievementSubject"]
    assert (subject["licenseNumber"], subject["creditsEarned"]) == (EARNED.number, 6)
    course = subject["achievement"]  # Achievement
    assert {"id", "type", "criteria", "description", "name"} <= course.keys()
    assert (course["achievementType"], course["creditsAvailable"]) == ("CertificateOfCompletion", 6)
    assert course["criteria"] == {"narrative": "Semua pelajaran dibaca."}
    [result], [about] = subject["result"], course["resultDescription"]
    assert (result["value"], result["resultDescription"]) == ("88", about["id"])
    assert (about["resultType"], about["valueMin"], about["valueMax"]) == ("RawScore", "0", "100")


def test_the_name_is_told_and_the_nip_only_as_a_salted_hash() -> None:  # IdentityObject
    text = made()
    name, nip = claims(text)["credentialSubject"]["identifier"]
    assert (name["identityType"], name["hashed"], name["identityHash"]) == (
        "name", False, "Peserta Contoh 1, S.A.P.",
    )  # fmt: skip
    assert (nip["identityType"], nip["hashed"]) == (NIP, True)
    drawn = hashlib.sha256((EARNED.nip + nip["salt"]).encode()).hexdigest()
    assert nip["identityHash"] == f"sha256${drawn}"
    assert EARNED.nip not in json.dumps(claims(text))
    other = claims(made(structs.replace(EARNED, number="2")))["credentialSubject"]["identifier"][1]
    assert other["salt"] != nip["salt"]
    guest = claims(made(structs.replace(EARNED, nip="")))["credentialSubject"]["identifier"]
    assert [each["identityType"] for each in guest] == ["name"]


def test_one_course_is_one_achievement_for_everybody() -> None:
    one = claims(made())
    other = claims(made(structs.replace(EARNED, number="2", name="Peserta Contoh 2", score=70)))
    assert (
        one["credentialSubject"]["achievement"]["id"]
        == (other["credentialSubject"]["achievement"]["id"])
    )
    assert one["id"] != other["id"]


def test_a_sample_says_so() -> None:
    held = claims(made(structs.replace(EARNED, sample=True)))
    assert held["name"] == "CONTOH: Pelayanan Publik Prima"
    assert held["description"] == "Contoh untuk peragaan, bukan sertifikat."
    assert "description" not in claims(made())


def test_it_is_whole_by_its_key_and_broken_by_another() -> None:
    assert badge_state(made(), ONE.public) == "whole"
    assert badge_state(f"{made()}\n", ONE.public) == "whole"
    assert badge_state(made(), STRANGER.public) == "broken"


@pytest.mark.parametrize("field", ["name", "validFrom", "licenseNumber", "score"])
def test_other_words_break_it(field: str) -> None:
    held = claims(made())
    subject = held["credentialSubject"]
    if field == "score":
        subject["result"][0]["value"] = "100"
    else:
        (held if field in held else subject)[field] = "2026-01-01T00:00:00Z"
    assert badge_state(with_part(made(), 1, held), ONE.public) == "broken"


def test_a_stranger_cannot_name_the_kiosks_key() -> None:
    """Signed by the stranger, in the kiosk's name: in header, issuer or both."""
    forged = credential(EARNED, STRANGER.sign, ONE.public)
    assert badge_state(forged, ONE.public) == "broken"
    assert badge_state(forged, STRANGER.public) == "broken"
    misnamed = credential(EARNED, ONE.sign, STRANGER.public)
    assert badge_state(misnamed, ONE.public) == "broken"


@pytest.mark.parametrize("alg", ["none", "HS256", "ES256"])
def test_another_algorithm_is_never_taken(alg: str) -> None:
    header = part(made(), 0) | {"alg": alg}
    assert badge_state(with_part(made(), 0, header), ONE.public) == "broken"


@given(st.text(max_size=60) | st.sampled_from(["", ".", "..", "a.b.c", "e30.e30.", "[].{}.AA"]))
def test_what_is_no_badge_is_strange(text: str) -> None:
    assert badge_state(text, ONE.public) == "strange"


def test_letters_that_mean_the_same_bytes_are_not_taken() -> None:
    text = made()
    last = text[-1]
    twin = next(
        c for c in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdef" if c not in {last, "A", "Q", "g", "w"}
    )
    assert badge_state(text[:-1] + twin, ONE.public) in {"strange", "broken"}
    assert badge_state("x" * 64_001, ONE.public) == "strange"


def test_an_independent_verifier_accepts_it_by_the_key_alone() -> None:
    found = OB3Verifier.for_issuer_did(did_key(ONE.public)).verify(made(past()))
    assert found.issuer.name == "BKPSDM Contoh"
    assert found.achievement.name == "Pelayanan Publik Prima"
    with pytest.raises(OB3VerificationError):
        OB3Verifier.for_issuer_did(did_key(STRANGER.public)).verify(made(past()))


def past() -> Earned:
    """The clock of that verifier is this computer's."""
    return structs.replace(EARNED, started="2025-01-06", finished="2025-01-07", issued="2025-01-07")


def test_any_jose_library_verifies_it_with_the_key_in_its_header() -> None:
    text = made(past())
    key = jwt.PyJWK(jwt.get_unverified_header(text)["jwk"])
    assert jwt.decode(text, key, algorithms=["EdDSA"])["jti"] == claims(text)["id"]
    changed = claims(text) | {"name": "Lain"}
    with pytest.raises(jwt.InvalidSignatureError):
        jwt.decode(with_part(text, 1, changed), key, algorithms=["EdDSA"])


def test_its_signature_is_the_one_that_rfc_8032_gives() -> None:
    """Deterministic, so another implementation draws the very same letters."""
    said, _, signature = made().rpartition(".")
    key = SigningKey(hashlib.sha256(b"kiosk one").digest())
    drawn = base64.urlsafe_b64encode(key.sign(said.encode()).signature).decode().rstrip("=")
    assert drawn == signature
