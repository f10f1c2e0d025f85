"""A hub's own certificate: which files are taken, and what is kept of them."""

from __future__ import annotations

import ssl
from pathlib import Path

import pytest

from kiosk.learning.trouble import NotAllowed
from kiosk.office.sync_ca import (
    MOST,
    authority,
    certificates_in,
    forget_authority,
    keep_authority,
)
from tests.sync.test_tls import certificate


@pytest.fixture(scope="module")
def pem(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A certificate and, in the same file, its private key."""
    return certificate(tmp_path_factory.mktemp("ca"), (-1, 1), "127.0.0.1").read_bytes()


def test_only_the_certificate_is_kept_never_the_key_beside_it(tmp_path: Path, pem: bytes) -> None:
    assert b"PRIVATE KEY" in pem
    kept = keep_authority(tmp_path, pem)
    assert kept == authority(tmp_path) == str(tmp_path / "hub-ca.pem")
    assert Path(kept).read_bytes().count(b"-----BEGIN") == 1
    ssl.create_default_context(cafile=kept)


def test_der_becomes_pem(pem: bytes) -> None:
    only = certificates_in(pem)
    assert certificates_in(ssl.PEM_cert_to_DER_cert(only.decode())) == only


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"Nama;NIP\n",
        bytes(64),
        b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
        b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
        b"-----BEGIN CERTIFICATE-----\nA\n-----END CERTIFICATE-----\n",
        b"\xff" * 300,
    ],
)
def test_what_is_no_certificate_is_refused_and_nothing_is_kept(tmp_path: Path, raw: bytes) -> None:
    with pytest.raises(NotAllowed) as no:
        keep_authority(tmp_path, raw)
    assert no.value.code == "ca-none"
    assert list(tmp_path.iterdir()) == []


def test_a_wrong_file_leaves_the_one_before(tmp_path: Path, pem: bytes) -> None:
    kept = Path(keep_authority(tmp_path, pem))
    before = kept.read_bytes()
    with pytest.raises(NotAllowed):
        keep_authority(tmp_path, b"%PDF-1.7")
    assert kept.read_bytes() == before


def test_a_file_that_is_far_too_large_is_refused(tmp_path: Path, pem: bytes) -> None:
    with pytest.raises(NotAllowed) as no:
        keep_authority(tmp_path, pem + bytes(MOST))
    assert no.value.code == "ca-large"


def test_forgotten_the_system_is_believed_again(tmp_path: Path, pem: bytes) -> None:
    keep_authority(tmp_path, pem)
    forget_authority(tmp_path)
    forget_authority(tmp_path)
    assert authority(tmp_path) == ""
