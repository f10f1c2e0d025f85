"""The translation check: every sentence on screens has its English, and none is left over.

python -m tests.translations            check; exit 1 with a line for each fault
python -m tests.translations FILE.po …  take translations in from files, write .po and .mo
"""

from __future__ import annotations

import ast
import datetime as dt
import io
import string
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from jinja2 import Environment, nodes

ROOT = Path(__file__).resolve().parents[1]
PO = ROOT / "resources" / "locale" / "en" / "LC_MESSAGES" / "dermaga.po"
MO = PO.with_suffix(".mo")


def said() -> dict[str, list[tuple[str, int]]]:
    """Every literal inside `_( )`, with the places where it stands."""
    found: dict[str, list[tuple[str, int]]] = {}
    for file in sorted((ROOT / "kiosk").rglob("*.py")):
        name = file.relative_to(ROOT).as_posix()
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if _is_say(node):
                words = _literal(node)
                if words is None:
                    message = f"{name}:{node.lineno}: _() needs a literal"  # type: ignore[attr-defined]
                    raise SystemExit(message)
                found.setdefault(words, []).append((name, node.lineno))  # type: ignore[attr-defined]
    for words, place in _on_pages():
        found.setdefault(words, []).append(place)
    return found


def _on_pages() -> Iterator[tuple[str, tuple[str, int]]]:
    """The same of the hub's templates."""
    templates = Environment(autoescape=True)
    for file in sorted((ROOT / "kiosk").rglob("*.html")):
        name = file.relative_to(ROOT).as_posix()
        for call in templates.parse(file.read_text(encoding="utf-8")).find_all(nodes.Call):
            if isinstance(call.node, nodes.Name) and call.node.name == "_":
                words = call.args[0] if len(call.args) == 1 else None
                if not (isinstance(words, nodes.Const) and isinstance(words.value, str)):
                    message = f"{name}:{call.lineno}: _() needs a literal"
                    raise SystemExit(message)
                yield words.value, (name, call.lineno)


def _is_say(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_"


def _literal(node: ast.AST) -> str | None:
    args = node.args if isinstance(node, ast.Call) else []
    value = args[0] if len(args) == 1 else None
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        return value.value
    return None


def fields(words: str) -> set[str]:
    """Names in braces, which a translation must keep."""
    return {name for _, name, _, _ in string.Formatter().parse(words) if name}


def faults() -> Iterator[str]:
    """What is missing, left over, or does not fit."""
    wanted = said()
    kept = _read(PO)
    for words, places in wanted.items():
        file, line = places[0]
        message = kept.get(words)
        english = str(message.string) if message and not message.fuzzy else ""
        if not english:
            yield f"{file}:{line}: no English for {words!r}"
        elif fields(words) != fields(english):
            yield f"{file}:{line}: other fields in the English of {words!r}"
    for message in kept:
        if message.id and str(message.id) not in wanted:
            yield f"{PO.name}: nobody says {message.id!r}"
    if not MO.exists() or MO.read_bytes() != _compiled(kept):
        yield f"{MO.name} is not made from {PO.name}: run python -m tests.translations"


def take_in(files: list[Path]) -> None:
    """Write .po and .mo from what is there and what the files add; what nobody says goes."""
    kept = _read(PO) if PO.exists() else Catalog(locale="en")
    english = {str(m.id): str(m.string) for m in kept if m.id and m.string}
    for file in files:
        english |= {str(m.id): str(m.string) for m in _read(file) if m.id and m.string}
    made = Catalog(
        locale="en",
        project="Dermaga",
        version="1",
        charset="utf-8",
        header_comment="# The English of Dermaga. Source: the literals in _() of kiosk/.",
        fuzzy=False,
    )
    for words, places in sorted(said().items(), key=lambda item: item[1][0]):
        files_only = [(place, 0) for place in dict.fromkeys(place for place, _ in places)]
        made.add(words, english.get(words, ""), locations=files_only)
    PO.parent.mkdir(parents=True, exist_ok=True)
    with PO.open("wb") as out:
        write_po(out, made, width=100, include_lineno=False)
    text = PO.read_text(encoding="utf-8").splitlines(keepends=True)
    changing = ("-Date:", "Generated-By", "Last-Translator", "Report-Msgid", "Language-Team")
    lasting = [line for line in text if not any(word in line for word in changing)]
    PO.write_text("".join(lasting), encoding="utf-8")
    MO.write_bytes(_compiled(_read(PO)))


def _read(file: Path) -> Catalog:
    with file.open("rb") as source:
        return read_po(source, locale="en")


def _compiled(catalog: Catalog) -> bytes:
    # without dates of their own, the same .po would give another .mo every minute
    catalog.creation_date = catalog.revision_date = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    out = io.BytesIO()
    write_mo(out, catalog)
    return out.getvalue()


def main() -> int:
    """Check, or take in."""
    if len(sys.argv) > 1:
        take_in([Path(name) for name in sys.argv[1:]])
    found = list(faults())
    print("\n".join(found) or "translations: all sentences have their English")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
