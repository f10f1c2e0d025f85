"""Steps of the tour at certificates: the page “Periksa sertifikat”, and the officer's register."""

from __future__ import annotations

import json

from kiosk.ui.driver import Driver


def check(d: Driver) -> None:
    """Before signing in: whether the certificate just made holds; it was made for a sample."""
    d.press("check")
    d.picture("periksa-sertifikat")
    issued = d.house.store.certificates()[-1][1]
    d.type("check-code", json.loads(issued.facts)["check_code"])
    d.press("action")
    d.find("check-result")
    d.picture("periksa-jawaban-sertifikat")
    d.press("back")
    d.wait_for("SignInScreen")


def certificates(d: Driver) -> None:
    """The register with one chosen, its pages, what revoking asks; all others, and the template."""
    d.press("part-certificates")

    def chosen() -> bool:
        """The register is read once its screen is up."""
        d.find("register-table").selectRow(0)  # type: ignore[attr-defined]
        return d.maybe("entry-look") is not None

    d.until(chosen, "register belum terbaca")
    d.picture("pengelola-register")
    d.press("entry-look")
    d.rest(0.1)
    d.picture("register-lihat")
    d.press("look-close")
    d.press("entry-revoke")
    d.picture("register-cabut")
    d.press("reason-back")
    for part in ("renewals", "bulk", "template"):
        d.press(f"certificates-{part}")
        d.rest(0.5)
        d.picture(f"pengelola-sertifikat-{part}")
