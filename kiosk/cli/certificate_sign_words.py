"""Sentences of `dermaga certificate sign`, in Indonesian and English."""

from __future__ import annotations

from typing import Final

from kiosk.certificate import english
from kiosk.certificate import words as indonesian

_DATED: Final = frozenset({"key-early", "key-expired", "server-clock"})
TROUBLE: Final = {
    "p12-file": (
        "Berkas {detail} tidak dapat dibaca. Periksa nama dan izinnya.",
        "The file {detail} cannot be read. Check its name and its permissions.",
    ),
    "p12-damaged": (
        "Berkas itu bukan P12 atau rusak. Minta berkas P12 baru dari penerbit sertifikat.",
        "That file is no P12, or it is damaged. Ask the certificate's issuer for a new P12.",
    ),
    "p12-passphrase": (
        "Frasa sandi P12 salah, atau isinya rusak. Ketik lagi dengan teliti.",
        "The P12's passphrase is wrong, or its content is damaged. Type it again with care.",
    ),
    "p12-old": (
        "P12 ini dikunci dengan sandi usang. Minta penerbitnya menyimpannya lagi dengan AES-256.",
        "This P12 is locked by an outdated cipher. Ask its issuer to save it again with AES-256.",
    ),
    "p12-no-key": (
        "P12 ini tidak memuat kunci privat beserta sertifikatnya, jadi tidak dapat menandatangani.",
        "This P12 holds no private key with its certificate, so it cannot sign.",
    ),
    "key-other": (
        "Sertifikat dalam P12 ini milik kunci lain. Minta berkas P12 baru dari penerbitnya.",
        "The certificate in this P12 belongs to another key. Ask its issuer for a new P12.",
    ),
    "key-kind": (
        "Jenis kunci ini tidak dikenal pembaca PDF. Pakai RSA, atau kurva P-256, P-384, P-521.",
        "PDF readers do not know this kind of key. Use RSA, or the curves P-256, P-384, P-521.",
    ),
    "key-weak": (
        "Kunci ini terlalu lemah. Pakai RSA 2048 bit atau lebih, atau kurva P-256, tanpa SHA-1.",
        "This key is too weak. Use RSA of 2048 bits or more, or the curve P-256, without SHA-1.",
    ),
    "key-usage": (
        "Sertifikat ini tidak dibuat untuk menandatangani dokumen. Minta yang untuk tanda tangan.",
        "This certificate is not meant for signing documents. Ask for one that is.",
    ),
    "key-early": (
        "Sertifikat ini baru berlaku sejak {detail}. Periksa tanggal komputer, atau tunggu.",
        "This certificate is valid only from {detail}. Check the computer's date, or wait.",
    ),
    "key-expired": (
        "Sertifikat ini habis masa berlakunya pada {detail}. Perpanjang pada penerbitnya.",
        "This certificate expired on {detail}. Renew it with its issuer.",
    ),
    "chain-broken": (
        (
            "Penerbit sertifikat ini tidak dapat dipercaya saat ini: rantainya putus, habis, atau"
            " bukan di bawah --ca."
        ),
        (
            "This certificate's issuer cannot be believed now: its chain is broken, expired, or not"
            " under --ca."
        ),
    ),
    "ca-damaged": (
        "Berkas --ca tidak memuat sertifikat PEM.",
        "The file of --ca holds no PEM certificates.",
    ),
    "pdf-damaged": (
        "PDF-nya rusak. Ambil lagi berkas aslinya.",
        "The PDF is damaged. Take the original file again.",
    ),
    "pdf-encrypted": (
        "PDF-nya terkunci kata sandi. Pakai berkas aslinya.",
        "The PDF is locked by a password. Use the original file.",
    ),
    "pdf-locked": (
        "Tanda tangan yang sudah ada melarang tanda tangan berikutnya.",
        "A signature that is there forbids another.",
    ),
    "pdf-changed": (
        "Berkasnya diubah sesudah terbit atau sesudah ditandatangani. Pakai berkas aslinya.",
        "The file was changed after it was issued or signed. Use the original file.",
    ),
    "box-taken": (
        "Tempat penanda tangan ini sudah berisi tanda tangan kunci lain.",
        "This signatory's place already has a signature by another key.",
    ),
    "no-box": (
        (
            "Tempat penanda tangan ini tidak ada pada sertifikatnya, atau letaknya tidak dikenal di"
            " kios ini. Periksa --as, atau pakai --invisible."
        ),
        (
            "The certificate has no place for this signatory, or this kiosk does not know where it"
            " is. Check --as, or use --invisible."
        ),
    ),
    "check": (
        "Tanda tangan yang dibuat tidak lulus pemeriksaan ({detail}), jadi tidak disimpan.",
        "The signature that was made did not pass the check ({detail}), so it was not kept.",
    ),
    "server-away": (
        "Server {detail} tidak terjangkau. Periksa jaringan, atau pakai --level b-b.",
        "The server {detail} cannot be reached. Check the network, or use --level b-b.",
    ),
    "server-slow": (
        "Server {detail} terlalu lama menjawab. Coba lagi nanti, atau pakai --level b-b.",
        "The server {detail} takes too long to answer. Try again later, or use --level b-b.",
    ),
    "server-foreign": (
        "Sertifikat TLS server {detail} tidak sah. Periksa alamatnya dan tanggal komputer.",
        "The TLS certificate of the server {detail} does not hold. Check its address.",
    ),
    "server-strange": (
        "{detail} tidak menjawab sebagai server penanda waktu. Periksa alamat --tsa.",
        "{detail} does not answer as a time-stamp server does. Check the address of --tsa.",
    ),
    "server-refused": (
        "Server penanda waktu menolak: {detail}.",
        "The time-stamp server refuses: {detail}.",
    ),
    "server-nonce": (
        (
            "Jawaban {detail} untuk pertanyaan lain, jadi tidak dipakai. Coba lagi; bila berulang,"
            " jangan percayai server itu."
        ),
        (
            "The answer of {detail} is to another question, so it is not used. Try again; if it"
            " happens again, do not believe that server."
        ),
    ),
    "server-clock": (
        (
            "Menurut server penanda waktu hari ini {detail}. Betulkan tanggal komputer ini, atau"
            " pakai server lain."
        ),
        (
            "To the time-stamp server today is {detail}. Correct this computer's date, or use"
            " another server."
        ),
    ),
    "server-untrusted": (
        (
            "Server penanda waktu tidak dapat dipercaya: sertifikatnya tidak sah, atau bukan di"
            " bawah --ca."
        ),
        (
            "The time-stamp server cannot be believed: its certificate does not hold, or is not"
            " under --ca."
        ),
    ),
    "list-away": (
        "Daftar pencabutan sertifikat tidak dapat diambil. {detail} Pakai --level b-t bila perlu.",
        "The list of revoked certificates cannot be fetched. {detail} Use --level b-t if need be.",
    ),
    "revoked": (
        "Sertifikat kunci ini, atau penerbitnya, sudah dicabut. Jangan dipakai lagi.",
        "The certificate of this key, or its issuer's, was revoked. Do not use it any more.",
    ),
    "revoked-certificate": (
        "Sudah dicabut, jadi tidak ditandatangani.",
        "It was revoked, so it is not signed.",
    ),
    "replaced": (
        "Sudah diganti, jadi tidak ditandatangani. Tandatangani penggantinya.",
        "It was replaced, so it is not signed. Sign its replacement.",
    ),
    "elsewhere": (
        "Terbit di kios lain dan lembarannya tidak ada di sini. Tandatangani berkasnya.",
        "Issued at another kiosk, and its paper is not here. Sign its file.",
    ),
    "strange-file": (
        "Bukan sertifikat yang dikenal kios ini, atau isinya berubah, jadi tidak ditandatangani.",
        "It is no certificate that this kiosk knows, or it was altered, so it is not signed.",
    ),
    "no-certificate": (
        "Tidak ada sertifikat bernomor ini di register, dan tidak ada berkas bernama ini.",
        "The register has no certificate of this number, and there is no file of this name.",
    ),
}
"""By code: of SignTrouble, and of what `signed.Left` tells besides."""

SAYS: Final = {
    "passphrase": ("Frasa sandi P12", "Passphrase of the P12"),
    "signing": ("Menandatangani", "Signing"),
    "key": (
        "Kunci: {name}; berlaku sampai {until}.",
        "Key: {name}; valid until {until}.",
    ),
    "incomplete": (
        (
            "Sertifikat penerbit kunci ini tidak ada dalam P12, jadi pembaca PDF mungkin tidak"
            " mengenalnya."
        ),
        "The certificate of this key's issuer is not in the P12, so PDF readers may not know it.",
    ),
    "signed": (
        "{n} sertifikat ditandatangani ({level}) dan diperiksa, di {place}.",
        "{n} certificates signed ({level}) and checked, in {place}.",
    ),
    "there": (
        "{n} sudah ditandatangani dengan kunci ini dan utuh, jadi dibiarkan.",
        "{n} were signed with this key before and are whole, so they were left as they are.",
    ),
    "left": ("{n} tidak ditandatangani:", "{n} not signed:"),
    "stopped": (
        "Berhenti, karena yang berikutnya akan gagal juga. Jalankan lagi untuk melanjutkan.",
        "Stopped, as the next would fail as well. Run it again to go on.",
    ),
    "nothing": (
        "Tidak ada sertifikat yang ditandatangani.",
        "No certificate was signed.",
    ),
    "cut": (
        "Dihentikan. Yang sudah ditandatangani tetap utuh. Jalankan lagi untuk melanjutkan.",
        "Stopped. What was signed stays whole. Run it again to go on.",
    ),
    "disk-full": (
        "Disk penuh: {place} belum selesai. Kosongkan tempat, lalu jalankan lagi.",
        "The disk is full: {place} is not finished. Make room, then run it again.",
    ),
    "disk": (
        "{place} tidak dapat ditulis. Periksa map dan izinnya, lalu jalankan lagi.",
        "{place} cannot be written. Check the folder and its permissions, then run it again.",
    ),
    "choose": (
        "Sebut nomor, berkas PDF, --cohort, --course, --unit, --since, atau --until.",
        "Name numbers, PDF files, --cohort, --course, --unit, --since or --until.",
    ),
    "tsa-missing": (
        "Tingkat {level} memerlukan --tsa ALAMAT server penanda waktu.",
        "Level {level} needs --tsa ADDRESS of a time-stamp server.",
    ),
    "tsa-unused": (
        "--tsa hanya dipakai oleh --level b-t dan b-lta.",
        "--tsa is used by --level b-t and b-lta only.",
    ),
}


def say(what: str, lang: str, **facts: object) -> str:
    """A sentence of SAYS."""
    return SAYS[what][0 if lang == "id" else 1].format(**facts)


def trouble(code: str, detail: str, lang: str) -> str:
    """A sentence on a trouble; its detail is a date, an address, or words of a server."""
    if code in _DATED:
        detail = date(detail, lang)
    return " ".join(TROUBLE[code][0 if lang == "id" else 1].format(detail=detail).split())


def date(iso: str, lang: str) -> str:
    """A date in words."""
    return indonesian.date_words(iso) if lang == "id" else english.date_words(iso)
