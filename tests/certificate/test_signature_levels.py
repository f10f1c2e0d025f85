"""PAdES with time: a server's stamp (B-T), revocation lists and a stamp over all (B-LTA)."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Iterator

import pytest
from asn1crypto import x509
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.sign.ades.report import AdESPassed
from pyhanko.sign.validation.ades import ades_lta_validation
from pyhanko.sign.validation.policy_decl import (
    PdfSignatureValidationSpec,
    RevinfoOnlineFetchingRule,
    RevocationInfoGatheringSpec,
    SignatureValidationSpec,
)
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko_certvalidator.context import CertValidationPolicySpec
from pyhanko_certvalidator.ltv.types import ValidationTimingInfo
from pyhanko_certvalidator.policy_decl import (
    CertRevTrustPolicy,
    RevocationCheckingPolicy,
    RevocationCheckingRule,
)
from pyhanko_certvalidator.registry import SimpleTrustManager

from kiosk.certificate import signature as pades
from kiosk.certificate.page import render
from kiosk.certificate.signature import Key, Level, SignTrouble, Stamper, Wish
from kiosk.certificate.signature_check import reader_of
from kiosk.register.stamp_server import ask
from tests.certificate.authority import DAY, NOW, PASSPHRASE, Authority, Wanted
from tests.certificate.samples import CERTIFICATE, FONTS
from tests.certificate.stamp_server import StampServer, serving

PDF = render(CERTIFICATE, FONTS)


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority()


@pytest.fixture
def server(authority: Authority) -> Iterator[StampServer]:
    with serving(authority) as found:
        found.lists = {"/crl": authority.crl()}
        yield found


def key_of(authority: Authority, server: StampServer, ca: bytes = b"") -> Key:
    wanted = Wanted(crl=f"{server.url}/crl")
    return pades.read_key(authority.p12(wanted), PASSPHRASE, NOW, ca)


def signed(key: Key, server: StampServer, level: Level, pdf: bytes = PDF) -> bytes:
    stamper = Stamper(f"{server.url}/tsr?a=1", ask)
    trust = pades.trusted(key, NOW, level, stamper)
    return pades.sign(pdf, key, Wish(level=level), trust, stamper)


def rules(authority: Authority) -> PdfSignatureValidationSpec:
    """What a strict validator without network asks for."""
    root = x509.Certificate.load(authority.root.public_bytes(Encoding.DER))
    policy = CertValidationPolicySpec(
        trust_manager=SimpleTrustManager.build([root]),
        revinfo_policy=CertRevTrustPolicy(
            RevocationCheckingPolicy(
                RevocationCheckingRule.CHECK_IF_DECLARED, RevocationCheckingRule.CHECK_IF_DECLARED
            )
        ),
        time_tolerance=dt.timedelta(minutes=5),
    )
    return PdfSignatureValidationSpec(
        SignatureValidationSpec(
            policy,
            revinfo_gathering_policy=RevocationInfoGatheringSpec(
                online_fetching_rule=RevinfoOnlineFetchingRule.LOCAL_ONLY
            ),
            key_usage_settings=KeyUsageConstraints(key_usage={"digital_signature"}),
        )
    )


def test_a_time_stamp_is_the_servers(authority: Authority, server: StampServer) -> None:
    server.at = NOW + dt.timedelta(seconds=90)
    made = signed(key_of(authority, server), server, "b-t")
    found = reader_of(made).embedded_regular_signatures[0]
    told = found.signer_info["unsigned_attrs"][0]
    assert told["type"].native == "signature_time_stamp_token"
    stamp = told["values"][0]["content"]["encap_content_info"]["content"].parsed
    assert stamp["gen_time"].native == server.at
    assert server.asked == 2  # once to see how long its stamps are
    assert not pades.lasts(made)


def test_lists_and_a_stamp_over_all_are_added(authority: Authority, server: StampServer) -> None:
    made = signed(key_of(authority, server), server, "b-lta")
    assert pades.lasts(made)
    store = reader_of(made).root["/DSS"]
    assert len(store["/CRLs"]) == 1
    assert store["/CRLs"][0].get_object().data == server.lists["/crl"]
    assert len(store["/Certs"]) == 4  # signer, server, intermediate, root
    assert made.startswith(PDF)


def test_a_signature_is_made_lasting_later(authority: Authority, server: StampServer) -> None:
    key = key_of(authority, server)
    early = pades.sign(PDF, key, Wish(), pades.trusted(key, NOW))
    stamper = Stamper(server.url, ask)
    late = pades.prolong(early, 1, pades.trusted(key, NOW, "b-lta", stamper), stamper)
    assert late.startswith(early)
    assert (pades.lasts(early), pades.lasts(late)) == (False, True)
    assert pades.holds(late, key, 1)


@pytest.mark.parametrize(("level", "good"), [("b-t", False), ("b-lta", True)])
def test_a_strict_validator_without_network_needs_the_lists(
    server: StampServer, level: Level, *, good: bool
) -> None:
    authority = Authority("Lengkap", f"{server.url}/root")
    server.belong(authority)
    made = signed(key_of(authority, server), server, level)
    later = NOW + 20 * DAY
    found = reader_of(made).embedded_regular_signatures[0]
    timing = ValidationTimingInfo(later, later, point_in_time_validation=True)
    told = asyncio.run(ades_lta_validation(found, rules(authority), timing_info=timing))
    assert (told.ades_subindic == AdESPassed.OK) is good
    if good:
        assert told.best_signature_time == NOW


@pytest.mark.parametrize(
    ("mood", "code"),
    [
        ("nonce", "server-nonce"),
        ("imprint", "server-nonce"),
        ("refuse", "server-refused"),
        ("garbage", "server-strange"),
        ("500", "server-strange"),
    ],
)
def test_a_wrong_answer_of_the_server_is_told(
    authority: Authority, server: StampServer, mood: str, code: str
) -> None:
    key = key_of(authority, server)
    stamper = Stamper(server.url, ask)
    trust = pades.trusted(key, NOW, "b-t", stamper)
    server.mood = mood
    with pytest.raises(SignTrouble) as raised:
        pades.sign(PDF, key, Wish(level="b-t"), trust, stamper)
    assert raised.value.code == code
    assert server.url in raised.value.detail


def test_a_server_that_is_away_is_told(authority: Authority, server: StampServer) -> None:
    key = key_of(authority, server)
    with pytest.raises(SignTrouble, match="server-away") as raised:
        pades.trusted(key, NOW, "b-t", Stamper("http://nama:rahasia@127.0.0.1:9/tsr", ask))
    assert raised.value.detail == "http://127.0.0.1:9/tsr"
    with pytest.raises(SignTrouble, match="server-strange"):
        pades.trusted(key, NOW, "b-t", Stamper("ftp://127.0.0.1/", ask))


def test_a_server_outside_the_authorities_told_is_not_believed(
    authority: Authority, server: StampServer
) -> None:
    inside = key_of(authority, server, authority.pem())
    assert len(signed(inside, server, "b-t")) > len(PDF)
    with serving(Authority("Lain")) as stranger, pytest.raises(SignTrouble, match="untrusted"):
        signed(inside, stranger, "b-t")


def test_a_stamp_of_another_time_is_not_kept(authority: Authority, server: StampServer) -> None:
    server.at = NOW + 2 * DAY
    with pytest.raises(SignTrouble, match="server-clock"):
        signed(key_of(authority, server), server, "b-t")


def test_a_revoked_key_makes_nothing_lasting(authority: Authority, server: StampServer) -> None:
    wanted = Wanted("Pejabat Lama", crl=f"{server.url}/crl")
    _, certificate = authority.issue(wanted)
    p12 = authority.p12_of(wanted, certificate)
    server.lists = {"/crl": authority.crl(certificate)}
    key = pades.read_key(p12, PASSPHRASE, NOW)
    with pytest.raises(SignTrouble, match=r"^revoked$"):
        signed(key, server, "b-lta")


def test_a_list_that_is_away_is_told(authority: Authority, server: StampServer) -> None:
    server.lists = {}
    with pytest.raises(SignTrouble, match="list-away") as raised:
        signed(key_of(authority, server), server, "b-lta")
    assert raised.value.detail == f"{server.url}/crl"


@pytest.mark.parametrize("revoked", [False, True])
def test_an_issuer_without_a_list_is_asked_for_an_answer(
    authority: Authority, server: StampServer, *, revoked: bool
) -> None:
    wanted = Wanted("Pejabat Daring", ocsp=f"{server.url}/ocsp")
    _, certificate = authority.issue(wanted)
    answer = authority.answer(certificate, revoked=revoked)
    server.lists = {"/ocsp": answer}
    key = pades.read_key(authority.p12_of(wanted, certificate), PASSPHRASE, NOW)
    if revoked:
        with pytest.raises(SignTrouble, match=r"^revoked$"):
            signed(key, server, "b-lta")
        return
    kept = reader_of(signed(key, server, "b-lta")).root["/DSS"]["/OCSPs"]
    assert [each.get_object().data for each in kept] == [answer]
    server.lists = {}
    with pytest.raises(SignTrouble, match="list-away"):
        signed(key, server, "b-lta")
