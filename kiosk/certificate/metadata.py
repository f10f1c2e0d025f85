"""What a PDF says about itself: the XMP packet, with the places for the seal and the check code."""

from __future__ import annotations

from typing import Final
from xml.sax.saxutils import escape

from msgspec import Struct

from kiosk.trust.seal import PLACEHOLDER

NAMESPACE: Final = "https://dermaga.invalid/ns/certificate/1#"
"""A name, not an address."""

DOCUMENT_ZONE: Final = "T00:00:00Z"


class About(Struct, frozen=True):
    """A document's own facts. `issued` is an ISO date, `lang` as in "id-ID".

    `sealed` leaves a place for the seal and tells the check code `code`; `badge` is attached
    when it is not "". `duplex`: printed on both sides, turned on the short edge.
    """

    title: str
    author: str
    subject: str
    issued: str
    lang: str = "id-ID"
    sealed: bool = False
    code: str = ""
    badge: str = ""
    duplex: bool = False


def xmp(about: About) -> bytes:
    """The packet, in UTF-8. Its own properties are described as PDF/A asks."""
    own = ""
    if about.sealed:
        own = f"{_SCHEMA}{_described(_seal_and_code(about.code))}"
    packet = (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">\n'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
        f"{_PDFA}{_dublin_core(about)}{_dates(about)}{own}"
        '</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end="r"?>'
    )
    return packet.encode()


def plain(text: str) -> str:
    """The text without control letters, which XML cannot hold."""
    return "".join(c if c.isprintable() else " " for c in text)


def _text(text: str) -> str:
    return escape(plain(text))


def _described(inner: str) -> str:
    return (
        f'<rdf:Description rdf:about="" xmlns:dermaga="{NAMESPACE}">\n{inner}</rdf:Description>\n'
    )


def _seal_and_code(code: str) -> str:
    return f"{PLACEHOLDER.decode()}\n<dermaga:code>{_text(code)}</dermaga:code>\n"


def _dublin_core(about: About) -> str:
    def in_words(name: str, text: str) -> str:
        each = f'<rdf:li xml:lang="x-default">{_text(text)}</rdf:li>'
        return f"<dc:{name}><rdf:Alt>{each}</rdf:Alt></dc:{name}>\n"

    return (
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">\n'
        "<dc:format>application/pdf</dc:format>\n"
        f"{in_words('title', about.title)}{in_words('description', about.subject)}"
        f"<dc:creator><rdf:Seq><rdf:li>{_text(about.author)}</rdf:li></rdf:Seq></dc:creator>\n"
        f"<dc:language><rdf:Bag><rdf:li>{about.lang}</rdf:li></rdf:Bag></dc:language>\n"
        "</rdf:Description>\n"
    )


def _dates(about: About) -> str:
    date = f"{about.issued}{DOCUMENT_ZONE}"
    return (
        '<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/"'
        ' xmlns:pdf="http://ns.adobe.com/pdf/1.3/">\n'
        f"<xmp:CreatorTool>Dermaga</xmp:CreatorTool>\n<xmp:CreateDate>{date}</xmp:CreateDate>\n"
        f"<xmp:ModifyDate>{date}</xmp:ModifyDate>\n<pdf:Producer>Dermaga</pdf:Producer>\n"
        "</rdf:Description>\n"
    )


def _property(name: str, told: str) -> str:
    return (
        '<rdf:li rdf:parseType="Resource">\n'
        f"<pdfaProperty:name>{name}</pdfaProperty:name>\n"
        "<pdfaProperty:valueType>Text</pdfaProperty:valueType>\n"
        "<pdfaProperty:category>internal</pdfaProperty:category>\n"
        f"<pdfaProperty:description>{told}</pdfaProperty:description>\n</rdf:li>\n"
    )


_PDFA: Final = (
    '<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">\n'
    "<pdfaid:part>3</pdfaid:part>\n<pdfaid:conformance>B</pdfaid:conformance>\n"
    "</rdf:Description>\n"
)

_SCHEMA: Final = (
    '<rdf:Description rdf:about=""'
    ' xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"'
    ' xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"'
    ' xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">\n'
    '<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\n'
    "<pdfaSchema:schema>Dermaga certificate</pdfaSchema:schema>\n"
    f"<pdfaSchema:namespaceURI>{NAMESPACE}</pdfaSchema:namespaceURI>\n"
    "<pdfaSchema:prefix>dermaga</pdfaSchema:prefix>\n"
    "<pdfaSchema:property><rdf:Seq>\n"
    f"{_property('seal', 'Ed25519 signature of the file without this value, base64')}"
    f"{_property('code', 'The check code of the certificate, base45')}"
    "</rdf:Seq></pdfaSchema:property>\n"
    "</rdf:li></rdf:Bag></pdfaExtension:schemas>\n</rdf:Description>\n"
)
