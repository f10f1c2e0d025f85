"""Which keys of a P12 may sign, and what is said of those that may not."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ed25519
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID
from msgspec import structs

from kiosk.certificate.signature import SignTrouble, read_key, trusted
from kiosk.certificate.signature_trouble import CODES
from tests.certificate.authority import DAY, NOW, PASSPHRASE, Authority, Wanted, without_key


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority()


def trouble(p12: bytes, passphrase: bytes = PASSPHRASE, ca: bytes = b"") -> tuple[str, str]:
    """Why a key does not sign now."""
    with pytest.raises(SignTrouble) as raised:
        trusted(read_key(p12, passphrase, NOW, ca), NOW)
    assert raised.value.code in CODES
    return raised.value.code, raised.value.detail


@pytest.mark.parametrize("kind", ["rsa2048", "rsa3072", "ec"])
def test_a_key_that_may_sign_is_read(authority: Authority, kind: str) -> None:
    key = read_key(authority.p12(Wanted(kind=kind)), PASSPHRASE, NOW)
    assert (key.name, key.organisation) == ("Nama Pejabat", "Badan Kepegawaian Contoh")
    assert (key.until, len(key.chain), key.complete, key.told) == ("2027-08-15", 2, True, False)
    assert trusted(key, NOW).roots == (key.chain[1],)


def test_the_chain_may_come_from_a_file_of_authorities(authority: Authority) -> None:
    key = read_key(authority.p12(), PASSPHRASE, NOW, authority.pem())
    assert key.told
    assert trusted(key, NOW).signer == key.certificate


def test_a_key_alone_signs_and_it_is_told_that_its_issuer_is_missing(authority: Authority) -> None:
    key = read_key(authority.p12(chain=False), PASSPHRASE, NOW)
    assert (key.complete, key.chain) == (False, ())
    assert trusted(key, NOW).roots == (key.certificate,)


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        (Wanted(until=NOW - DAY), ("key-expired", "2026-11-22")),
        (Wanted(since=NOW + DAY), ("key-early", "2026-11-24")),
        (Wanted(usage=("key_encipherment",)), ("key-usage", "")),
        (Wanted(extended=(ExtendedKeyUsageOID.SERVER_AUTH,)), ("key-usage", "")),
        (Wanted(kind="rsa1024"), ("key-weak", "")),
        (Wanted(kind="ec-small"), ("key-weak", "")),
    ],
)
def test_a_wrong_key_is_told(authority: Authority, wanted: Wanted, told: tuple[str, str]) -> None:
    assert trouble(authority.p12(wanted)) == told


def test_a_wrong_passphrase_is_no_damage(authority: Authority) -> None:
    p12 = authority.p12()
    assert trouble(p12, b"salah") == ("p12-passphrase", "")
    assert trouble(p12, b"") == ("p12-passphrase", "")
    assert trouble(p12[:-40]) == ("p12-damaged", "")
    assert trouble(b"-----BEGIN PRIVATE KEY-----") == ("p12-damaged", "")
    assert trouble(b"") == ("p12-damaged", "")


def test_a_p12_without_a_key_is_told(authority: Authority) -> None:
    assert trouble(without_key(authority)) == ("p12-no-key", "")


def test_a_kind_of_key_that_readers_do_not_know_is_refused(authority: Authority) -> None:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes

    key = ed25519.Ed25519PrivateKey.generate()
    built = (
        x509.CertificateBuilder()
        .subject_name(authority.root.subject)
        .issuer_name(authority.middle.subject)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(NOW - DAY)
        .not_valid_after(NOW + DAY)
        .sign(authority.key, hashes.SHA256())
    )
    locked = serialization.BestAvailableEncryption(PASSPHRASE)
    p12 = pkcs12.serialize_key_and_certificates(None, key, built, None, locked)
    assert trouble(p12) == ("key-kind", "")


def test_authorities_that_do_not_vouch_are_told(authority: Authority) -> None:
    assert trouble(authority.p12(), ca=Authority("Lain").pem()) == ("chain-broken", "")
    assert trouble(authority.p12(), ca=b"bukan PEM") == ("ca-damaged", "")


def test_an_issuer_that_expired_does_not_vouch(authority: Authority) -> None:
    late = NOW + 1001 * DAY
    key = read_key(authority.p12(Wanted(until=late + DAY)), PASSPHRASE, late)
    with pytest.raises(SignTrouble, match="chain-broken"):
        trusted(key, late)


def test_what_is_read_of_a_key_can_be_compared(authority: Authority) -> None:
    key = read_key(authority.p12(), PASSPHRASE, NOW)
    other = read_key(authority.p12(Wanted("Kepala Contoh")), PASSPHRASE, NOW)
    assert key.public != other.public
    assert structs.replace(key, until="").public == key.public
