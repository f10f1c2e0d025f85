"""What each paper beside the certificates is for, in the learner's words."""

from __future__ import annotations

from kiosk.desk.sheets import SheetKind
from kiosk.ui.words import _


def about(kind: SheetKind) -> str:
    """What stands on it, and that the agency decides."""
    match kind:
        case SheetKind.TRANSCRIPT:
            return _(
                "Semua kursus yang ujinya Anda ikuti: tanggal, nilai, peningkatan (N-gain), JP, dan"
                " nomor sertifikat. Kertas A4, berbahasa Indonesia."
            )
        case SheetKind.HOURS:
            return _(
                "JP yang diusulkan setahun terhadap target Anda, dengan sertifikat dan hari"
                " belajarnya. Pengelola kepegawaian yang memutuskan. Kertas A4, berbahasa"
                " Indonesia."
            )
        case SheetKind.SIASN:
            return _(
                "Isian riwayat kursus SIASN untuk setiap sertifikat yang berlaku, untuk diketik"
                " ulang. Kertas A4, berbahasa Indonesia."
            )
