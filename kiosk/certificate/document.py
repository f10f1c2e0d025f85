"""A PDF document: pages drawn with Ink, fonts, pictures, tags, metadata, an attachment.

Written by ourselves because ReportLab's canvas knows neither tags nor PDF/A and is too slow: one
plain page of it with a segno QR takes 28 ms where a whole certificate of two pages takes 5
(`./run bench --only certificate`), and 150 certificates/s are asked for. Meant as PDF/A-3b
(ISO 19005-3): every font embedded, an output intent, no transparency, no encryption, XMP that says
the same as the information dictionary.
"""

from __future__ import annotations

import zlib
from functools import lru_cache

from msgspec import Struct

from kiosk.certificate.colour import srgb
from kiosk.certificate.ink import Ink, Tag
from kiosk.certificate.metadata import About, plain, xmp
from kiosk.certificate.objects import Objects, text
from kiosk.certificate.typeface import Codes, Face, Subset


class Picture(Struct, frozen=True):
    """A picture as PNG packs it: rows of palette numbers of `bits` 1–8, palette of RGB bytes."""

    data: bytes
    wide: int
    tall: int
    bits: int
    palette: bytes


class Document:
    """A document in the making. Deterministic: no clock, no chance."""

    def __init__(self, faces: dict[str, Face], about: About, *, tagged: bool = True) -> None:
        """An empty document; `tagged` False leaves out what reading aloud needs."""
        self._faces = faces
        self._codes = {name: Codes(face) for name, face in faces.items()}
        self._about = about
        self._root = Tag("Document") if tagged else None
        self._inks: list[Ink] = []
        self._pictures: dict[str, Picture] = {}

    def page(self, width: float, height: float) -> Ink:
        """A new page, in points."""
        ink = Ink((width, height), len(self._inks), self._codes, self._root)
        self._inks.append(ink)
        return ink

    def add_picture(self, picture: Picture) -> str:
        """Make a picture known; its name, for Ink.picture."""
        for name, known in self._pictures.items():
            if known == picture:
                return name
        name = f"P{len(self._pictures)}"
        self._pictures[name] = picture
        return name

    def to_bytes(self) -> bytes:
        """The file."""
        objects = Objects()
        catalog, tree = objects.reserve(), objects.reserve()
        resources = self._put_resources(objects)
        pages = [objects.reserve() for _ in self._inks]
        for ink, page in zip(self._inks, pages, strict=True):
            self._put_page(objects, ink, page, (tree, resources))
        kids = " ".join(f"{page} 0 R" for page in pages)
        objects.put(f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]>>", tree)
        objects.put(f"<<{self._catalog(objects, tree, pages)}>>", catalog)
        return objects.finish(catalog, objects.put(self._info()))

    def _put_page(self, objects: Objects, ink: Ink, page: int, above: tuple[int, int]) -> None:
        tree, resources = above
        content = objects.packed(ink.content())
        tags = f"/StructParents {ink.page}/Tabs/S" if self._root else ""
        objects.put(
            f"<</Type/Page/Parent {tree} 0 R/MediaBox[0 0 {ink.width:.3f} {ink.height:.3f}]"
            f"/Resources {resources} 0 R/Contents {content} 0 R{tags}>>",
            page,
        )

    def _put_resources(self, objects: Objects) -> int:
        """Fonts in use and pictures; shared by all pages."""
        fonts = "".join(
            f"/F{n} {_put_font(objects, self._faces[name].subset(codes.extra))} 0 R"
            for n, (name, codes) in enumerate(self._codes.items())
        )
        pictures = "".join(
            f"/{name} {_put_picture(objects, picture)} 0 R"
            for name, picture in self._pictures.items()
        )
        shown = f"/XObject<<{pictures}>>" if pictures else ""
        return objects.put(f"<</Font<<{fonts}>>{shown}>>")

    def _catalog(self, objects: Objects, tree: int, pages: list[int]) -> str:
        about = self._about
        described = objects.stream(xmp(about), "/Type/Metadata/Subtype/XML")
        profile = objects.stream(_packed_srgb(), "/N 3/Filter/FlateDecode")
        intent = (
            "<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB IEC61966-2.1)"
            f"/Info(sRGB IEC61966-2.1)/DestOutputProfile {profile} 0 R>>"
        )
        duplex = "/Duplex/DuplexFlipShortEdge" if about.duplex else ""
        tags = _put_tags(objects, self._root, self._inks, pages) if self._root else ""
        badge = _put_badge(objects, about) if about.badge else ""
        return (
            f"/Type/Catalog/Pages {tree} 0 R/Lang({about.lang})/Metadata {described} 0 R"
            f"/OutputIntents[{intent}]{tags}{badge}"
            f"/ViewerPreferences<</PrintScaling/None{duplex}/DisplayDocTitle true>>"
        )

    def _info(self) -> str:
        about = self._about
        date = _date(about)
        return (
            f"<</Title {text(plain(about.title))}/Author {text(plain(about.author))}"
            f"/Subject {text(plain(about.subject))}/Creator(Dermaga)/Producer(Dermaga)"
            f"/CreationDate({date})/ModDate({date})>>"
        )


def _date(about: About) -> str:
    return f"D:{about.issued.replace('-', '')}000000Z"


def _put_font(objects: Objects, subset: Subset) -> int:
    file = objects.stream(subset.packed, f"/Filter/FlateDecode/Length1 {subset.size}")
    has = (1 << 8 * -(-subset.glyphs // 8)) - (1 << 8 * -(-subset.glyphs // 8) - subset.glyphs)
    members = objects.packed(has.to_bytes(-(-subset.glyphs // 8), "big"))
    letters = objects.stream(subset.to_unicode, "/Filter/FlateDecode")
    box = " ".join(map(str, subset.box))
    descriptor = objects.put(
        f"<</Type/FontDescriptor/FontName/{subset.name}/Flags 4/FontBBox[{box}]/ItalicAngle 0"
        f"/Ascent {subset.ascent}/Descent {subset.descent}/CapHeight {subset.capital}"
        f"/StemV {subset.stem}/FontFile2 {file} 0 R/CIDSet {members} 0 R>>"
    )
    widths = " ".join(map(str, subset.widths))
    descendant = objects.put(
        f"<</Type/Font/Subtype/CIDFontType2/BaseFont/{subset.name}/CIDToGIDMap/Identity"
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
        f"/FontDescriptor {descriptor} 0 R/DW {subset.widths[0]}/W[0[{widths}]]>>"
    )
    return objects.put(
        f"<</Type/Font/Subtype/Type0/BaseFont/{subset.name}/Encoding/Identity-H"
        f"/DescendantFonts[{descendant} 0 R]/ToUnicode {letters} 0 R>>"
    )


def _put_picture(objects: Objects, picture: Picture) -> int:
    """The picture's own packed rows: nothing is unpacked or packed again."""
    last = len(picture.palette) // 3 - 1
    return objects.stream(
        picture.data,
        f"/Type/XObject/Subtype/Image/Width {picture.wide}/Height {picture.tall}"
        f"/BitsPerComponent {picture.bits}"
        f"/ColorSpace[/Indexed/DeviceRGB {last}<{picture.palette.hex().upper()}>]"
        "/Filter/FlateDecode/DecodeParms<</Predictor 15/Colors 1"
        f"/BitsPerComponent {picture.bits}/Columns {picture.wide}>>",
    )


def _put_badge(objects: Objects, about: About) -> str:
    """The credential as an associated file; the catalogue's entries for it."""
    raw = about.badge.encode()
    name, kind = (
        ("badge.json", "application#2Fld+json")
        if about.badge.lstrip().startswith("{")
        else ("badge.jwt", "text#2Fplain")
    )
    entries = (
        f"/Type/EmbeddedFile/Subtype/{kind}/Params<</Size {len(raw)}/ModDate({_date(about)})>>"
    )
    file = objects.packed(raw, entries)
    told = objects.put(
        f"<</Type/Filespec/F({name})/UF({name})/AFRelationship/Data"
        f"/Desc(Open Badges 3.0)/EF<</F {file} 0 R/UF {file} 0 R>>>>"
    )
    return f"/AF[{told} 0 R]/Names<</EmbeddedFiles<</Names[({name}){told} 0 R]>>>>"


def _put_tags(objects: Objects, root: Tag, inks: list[Ink], pages: list[int]) -> str:
    """The tree of tags; the catalogue's entries for it."""
    tree = objects.reserve()
    numbers: dict[int, int] = {}
    top = _put_tag(objects, root, tree, pages, numbers)
    rows = "".join(
        f"{ink.page}[{' '.join(f'{numbers[id(tag)]} 0 R' for tag in ink.marks)}]" for ink in inks
    )
    parents = objects.put(f"<</Nums[{rows}]>>")
    objects.put(
        f"<</Type/StructTreeRoot/K[{top} 0 R]/ParentTree {parents} 0 R"
        f"/ParentTreeNextKey {len(inks)}>>",
        tree,
    )
    return f"/MarkInfo<</Marked true>>/StructTreeRoot {tree} 0 R"


def _put_tag(
    objects: Objects, tag: Tag, parent: int, pages: list[int], numbers: dict[int, int]
) -> int:
    own = objects.reserve()
    numbers[id(tag)] = own
    if tag.page >= 0:
        inside = f"/Pg {pages[tag.page]} 0 R/K {tag.mark}"
    else:
        kids = [_put_tag(objects, child, own, pages, numbers) for child in tag.children]
        inside = f"/K[{' '.join(f'{kid} 0 R' for kid in kids)}]"
    more = f"/Alt{text(plain(tag.alt))}" if tag.alt else ""
    more += f"/Lang({tag.lang})" if tag.lang else ""
    more += "/A<</O/Table/Scope/Column>>" if tag.kind == "TH" else ""
    objects.put(f"<</S/{tag.kind}/P {parent} 0 R{inside}{more}>>", own)
    return own


@lru_cache(maxsize=1)
def _packed_srgb() -> bytes:
    return zlib.compress(srgb(), 9)
