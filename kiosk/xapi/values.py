"""The kinds of single values in statements: IRIs, UUIDs, language tags, timestamps and so on."""

from __future__ import annotations

import re
from functools import lru_cache

from kiosk.xapi.fault import Fault
from kiosk.xapi.times import DURATION, is_rfc3339, is_timestamp

_IRI = re.compile(
    r"[A-Za-z][A-Za-z0-9+.\-]*:[!#-;=?-\[\]_a-z~\xa1-\u2027\u202a-\U0010ffff]+"
).fullmatch
_HEX = "[0-9A-Fa-f]"  # written out: groups that repeat take half as long again
_UUID = re.compile(rf"{_HEX}{{8}}-{_HEX}{{4}}-{_HEX}{{4}}-{_HEX}{{4}}-{_HEX}{{12}}").fullmatch
_MAILTO = re.compile(
    r'mailto:[^\x00-\x20\x7f-\xa0@<>()\[\],;:\\"?]+@[^\x00-\x20\x7f-\xa0@<>()\[\],;:\\"?/#]+'
).fullmatch
_SHA1 = re.compile(r"[0-9A-Fa-f]{40}").fullmatch
_SHA2 = re.compile(
    r"(?:[0-9A-Fa-f]{56}|[0-9A-Fa-f]{64}|[0-9A-Fa-f]{96}|[0-9A-Fa-f]{128})"
).fullmatch
_WORD = r"[A-Za-z0-9!#$%&'*+.^_`|~\-]+"
_MEDIA_TYPE = re.compile(
    rf'{_WORD}/{_WORD}(?:[ \t]*;[ \t]*{_WORD}=(?:{_WORD}|"(?:[^"\\]|\\.)*"))*[ \t]*;?'
).fullmatch
_LANGUAGE = re.compile(
    r"""
    (?: [a-z]{2,3} (?: -[a-z]{3} ){0,3} | [a-z]{4,8} )      # language, extended languages
    (?: -[a-z]{4} )?                                        # script
    (?: -(?: [a-z]{2} | [0-9]{3} ) )?                       # region
    (?P<variants> (?: -(?: [a-z0-9]{5,8} | [0-9][a-z0-9]{3} ) )* )
    (?P<extensions> (?: -[0-9a-wy-z] (?: -[a-z0-9]{2,8} )+ )* )
    (?: -x (?: -[a-z0-9]{1,8} )+ )?                         # private use
    | x (?: -[a-z0-9]{1,8} )+
    | en-gb-oed | i-(?: ami|bnn|default|enochian|hak|klingon|lux|mingo|navajo|pwn|tao|tay|tsu )
    | sgn-be-(?: fr|nl ) | sgn-ch-de                        # grandfathered, irregular
    """,
    re.VERBOSE | re.ASCII | re.IGNORECASE,
).fullmatch
_LONGEST_KEPT = 100


def is_iri(text: str) -> bool:
    """Whether it looks like an IRI with a scheme: by its characters, not each of its parts."""
    return _IRI(text) is not None


def is_uuid(text: str) -> bool:
    """Whether it is a UUID in the standard form, of any version and variant."""
    return _UUID(text) is not None


def is_language(tag: str) -> bool:
    """Whether it is a well-formed language tag of RFC 5646; subtags are not looked up."""
    return _known_language(tag) if len(tag) <= _LONGEST_KEPT else _language(tag)


def _language(tag: str) -> bool:
    found = _LANGUAGE(tag)
    if found is None:
        return False
    variants = (found["variants"] or "").lower().split("-")[1:]
    parts = (found["extensions"] or "").lower().split("-")
    singletons = [part for part in parts if len(part) == 1]
    return len(variants) == len(set(variants)) and len(singletons) == len(set(singletons))


_known_language = lru_cache(maxsize=1024)(_language)
_known_iri = lru_cache(maxsize=1024)(is_iri)


def _is_known_iri(text: str) -> bool:
    """As `is_iri`, quicker for one that was seen before."""
    return _known_iri(text) if len(text) <= _LONGEST_KEPT else is_iri(text)


def string(value: object) -> str:
    """Any string."""
    return "" if isinstance(value, str) else "It must be a string."


def boolean(value: object) -> str:
    """Only true and false, not the strings or numbers that others take for them."""
    return "" if value is True or value is False else "It must be true or false."


def iri(value: object) -> str:
    """An IRI or IRL with a scheme. Data 2.2.s4.b1.b8."""
    good = isinstance(value, str) and _is_known_iri(value)
    return "" if good else "It must be an IRI with a scheme."


def uuid(value: object) -> str:
    """A UUID. Data 4.4."""
    good = isinstance(value, str) and _UUID(value)
    return "" if good else "It must be a UUID."


def mailto(value: object) -> str:
    """An e-mail address as IRI. Data 2.4.2.3."""
    good = isinstance(value, str) and _MAILTO(value)
    return "" if good else "It must have the form mailto:email address."


def sha1(value: object) -> str:
    """The hash of a mailto IRI. Data 2.4.2.3."""
    good = isinstance(value, str) and _SHA1(value)
    return "" if good else "It must be a SHA-1 in hexadecimal."


def sha2(value: object) -> str:
    """The hash of an attachment: SHA-224, 256, 384 or 512. Data 2.4.11."""
    good = isinstance(value, str) and _SHA2(value)
    return "" if good else "It must be a SHA-2 in hexadecimal."


def media_type(value: object) -> str:
    """An Internet media type with its parameters. Data 2.4.11."""
    good = isinstance(value, str) and _MEDIA_TYPE(value)
    return "" if good else "It must be a media type."


def length(value: object) -> str:
    """A number of octets. Data 2.4.11."""
    good = isinstance(value, int) and not isinstance(value, bool) and value >= 0
    return "" if good else "It must be a whole number, not negative."


def number(value: object) -> str:
    """Any number. Data 2.2.s4.b1.b2."""
    good = isinstance(value, (int, float)) and not isinstance(value, bool)
    return "" if good else "It must be a number."


def language(value: object) -> str:
    """A language tag of RFC 5646. Data 2.4.6."""
    good = isinstance(value, str) and is_language(value)
    return "" if good else "It must be a language tag of RFC 5646."


def duration(value: object) -> str:
    """A duration of ISO 8601. Data 4.6."""
    good = isinstance(value, str) and DURATION(value)
    return "" if good else "It must be an ISO 8601 duration."


def timestamp(value: object) -> str:
    """A date and time of ISO 8601, for 1.0.3. Data 4.5."""
    good = isinstance(value, str) and is_timestamp(value)
    return "" if good else "It must be an ISO 8601 date and time."


def rfc3339(value: object) -> str:
    """A date and time of RFC 3339, for 2.0. IEEE 9274.1.1, 4.2.7."""
    good = isinstance(value, str) and is_rfc3339(value)
    return "" if good else "It must be an RFC 3339 date and time."


def language_map(value: object, path: str, found: list[Fault]) -> None:
    """Texts by language, or none. Data 4.2; 2.2.s2.b1 only advises against empty objects."""
    if not isinstance(value, dict):
        found.append(Fault(path, "It must be a language map."))
        return
    for tag, text in value.items():
        if not is_language(tag):
            found.append(Fault(f"{path}.{tag}", "The key must be a language tag of RFC 5646."))
        if not isinstance(text, str):
            found.append(Fault(f"{path}.{tag}", "It must be a string."))


def extensions(value: object, path: str, found: list[Fault]) -> None:
    """Anything at all, null too, under keys that are IRIs. Data 4.1."""
    if not isinstance(value, dict):
        found.append(Fault(path, "It must be a JSON object."))
        return
    found += [
        Fault(f"{path}.{key}", "The key must be an IRI with a scheme.")
        for key in value
        if not _is_known_iri(key)
    ]
