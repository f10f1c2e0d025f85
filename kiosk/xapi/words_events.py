"""Which verb, object and result say each kind of event. One function per kind."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple, TypeAlias
from urllib.parse import quote

Json: TypeAlias = dict[str, Any]
ADL: Final = "http://adlnet.gov/expapi/"
TINCAN: Final = "http://id.tincanapi.com/"
TYPES: Final[Mapping[str, str]] = {
    "course": "https://w3id.org/xapi/cmi5/activitytype/course",
    "lesson": ADL + "activities/lesson",
    "quiz": ADL + "activities/assessment",
    "question": ADL + "activities/cmi.interaction",
    "check": ADL + "activities/cmi.interaction",
    "evaluation": TINCAN + "activitytype/survey",
    "certificate": TINCAN + "activitytype/certificate",
    "kiosk": "http://activitystrea.ms/schema/1.0/application",
}
VERBS: Final[Mapping[str, str]] = {
    "logged-in": "https://w3id.org/xapi/adl/verbs/logged-in",
    "logged-out": "https://w3id.org/xapi/adl/verbs/logged-out",
    "earned": TINCAN + "verb/earned",
    **{
        name: ADL + "verbs/" + name
        for name in (
            "registered", "experienced", "completed", "attempted", "answered", "passed", "failed",
        )
    },
}  # fmt: skip
EXT: Final = "urn:dermaga:ext:"
_HIGHEST: Final = 100


class Said(NamedTuple):
    """The words for an event. `course` empty: it belongs to none."""

    verb: Json
    object: Json
    result: Json | None = None
    course: str = ""
    around: Json | None = None


def said(kind: str, event: Json, device: str) -> Said:
    """The words for an event of any kind; one we do not know is something the kiosk did.

    Raises KeyError, TypeError, ValueError or AttributeError on a body that is none of that kind.
    """
    way = _WAYS.get(kind)
    return way(event, device) if way else Said(_verb(kind), _activity("kiosk", device))


def has_words(kind: str) -> bool:
    """Whether events of the kind have words of their own, which so never change any more."""
    return kind in _WAYS


@functools.lru_cache(maxsize=256)
def _verb(name: str) -> Json:
    """Shared by all statements that have it, since making it takes time: nobody changes it."""
    verb = VERBS.get(name) or "urn:dermaga:verb:" + quote(name, safe="")
    return {"id": verb, "display": {"en": name.replace("-", " ")}}


@functools.lru_cache(maxsize=8_192)
def iri(kind: str, *names: str) -> str:
    """The IRI of an activity of ours: `urn:dermaga:lesson:<course>:<lesson>`."""
    return ":".join(("urn:dermaga", kind, *(quote(name, safe="") for name in names)))


@functools.lru_cache(maxsize=4_096)
def _activity(kind: str, *names: str, **more: str) -> Json:
    """Shared, as `_verb`."""
    definition: Json = {"type": TYPES[kind], **more}
    return {"objectType": "Activity", "id": iri(kind, *names), "definition": definition}


@functools.lru_cache(maxsize=4_096)
def _inside(kind: str, *names: str) -> Json:
    """The activities around one: its parent, and its course where that is not the parent.

    Shared, as `_verb`.
    """
    around: Json = {"parent": [{"objectType": "Activity", "id": iri(kind, *names)}]}
    if kind != "course":
        around["grouping"] = [{"objectType": "Activity", "id": iri("course", names[0])}]
    return around


def _seconds(count: int) -> str:
    if type(count) is not int or count < 0:
        raise ValueError
    return f"PT{count}S"


def _score(value: object) -> Json:
    """A score of 0 to 100; none of any other, as xAPI refuses one outside its own bounds."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError
    if not 0 <= value <= _HIGHEST:
        return {}
    return {"score": {"scaled": value / _HIGHEST, "raw": value, "min": 0, "max": _HIGHEST}}


def _answer(answer: Json) -> tuple[str, str]:
    """The interaction type and the response of an answer, as SCORM and cmi5 write them."""
    match answer["type"]:
        case "chosen":
            return "choice", "[,]".join(answer["ids"])
        case "ordered":
            return "sequencing", "[,]".join(answer["ids"])
        case "joined":
            pairs = answer["pairs"]
            return "matching", "[,]".join(f"{left}[.]{right}" for left, right in pairs.items())
        case "typed":
            return "fill-in", "" + answer["text"]
        case "filled":
            return "fill-in", "[,]".join(answer["gaps"].values())
        case "pointed":
            return "other", f"{answer['x']:.4f},{answer['y']:.4f}"
    raise ValueError


def _ext(**values: object) -> Json:
    return {"extensions": {EXT + name: value for name, value in values.items()}}


def _signed_in(_event: Json, device: str) -> Said:
    return Said(_verb("logged-in"), _activity("kiosk", device))


def _signed_out(event: Json, device: str) -> Said:
    result = _ext(idle=event.get("idle", False))
    return Said(_verb("logged-out"), _activity("kiosk", device), result)


def _course_started(event: Json, _device: str) -> Said:
    course = event["course"]
    result = _ext(version=event["version"])
    return Said(_verb("registered"), _activity("course", course), result, course)


def _lesson(event: Json, verb: str, result: Json) -> Said:
    course = event["course"]
    lesson = _activity("lesson", course, event["lesson"])
    return Said(_verb(verb), lesson, result, course, _inside("course", course))


def _block_reached(event: Json, _device: str) -> Said:
    result = {"duration": _seconds(event["seconds"]), **_ext(block=event["block"])}
    return _lesson(event, "experienced", result)


def _lesson_read(event: Json, _device: str) -> Said:
    return _lesson(event, "completed", {"completion": True})


def _media_played(event: Json, _device: str) -> Said:
    """The Video Profile's own verbs tell of each press of a key; here only how far it came."""
    result = _ext(block=event["block"], position=event["position"])
    return _lesson(event, "experienced", result)


def _reviewed(event: Json, _device: str) -> Said:
    """A question met again between trainings; it belongs to the course, to no test."""
    course, worth = event["course"], event["worth"]
    kind, response = _answer(event["answer"])
    question = _activity("question", course, "review", event["question"], interactionType=kind)
    result: Json = {"response": response, "success": worth >= 1, **_ext(rating=event["rating"])}
    if 0 <= worth <= 1:
        result["score"] = {"scaled": worth}
    return Said(_verb("answered"), question, result, course, _inside("course", course))


def _note_written(event: Json, _device: str) -> Said:
    """The note itself is nobody else's: it stays in the event."""
    return _lesson(event, "noted", _ext(block=event["block"]))


def _bookmark_set(event: Json, _device: str) -> Said:
    verb = "bookmarked" if event["on"] else "unbookmarked"
    return _lesson(event, verb, _ext(block=event["block"]))


def _check_answered(event: Json, _device: str) -> Said:
    course, lesson, worth = event["course"], event["lesson"], event["worth"]
    kind, response = _answer(event["answer"])
    check = _activity("check", course, lesson, event["question"], interactionType=kind)
    result: Json = {"response": response, "success": worth >= 1}
    if 0 <= worth <= 1:
        result["score"] = {"scaled": worth}
    return Said(_verb("answered"), check, result, course, _inside("lesson", course, lesson))


def _quiz_started(event: Json, _device: str) -> Said:
    course = event["course"]
    quiz = _activity("quiz", course, event["quiz"])
    result = _ext(attempt=event["attempt"])
    return Said(_verb("attempted"), quiz, result, course, _inside("course", course))


def _answer_given(event: Json, _device: str) -> Said:
    course, quiz = event["course"], event["quiz"]
    kind, response = _answer(event["answer"])
    question = _activity("question", course, quiz, event["question"], interactionType=kind)
    result: Json = {
        "response": response,
        "duration": _seconds(event["used"]),
        **_ext(attempt=event["attempt"]),
    }
    return Said(_verb("answered"), question, result, course, _inside("quiz", course, quiz))


def _question_flagged(event: Json, _device: str) -> Said:
    course, quiz = event["course"], event["quiz"]
    question = _activity("question", course, quiz, event["question"])
    verb = "flagged" if event["on"] else "unflagged"
    result = _ext(attempt=event["attempt"])
    return Said(_verb(verb), question, result, course, _inside("quiz", course, quiz))


def _quiz_submitted(event: Json, _device: str) -> Said:
    """A test without a mark is neither passed nor failed, nor is one whose essays wait."""
    course, score, mark = event["course"], event["score"], event["pass_mark"]
    result: Json = {"completion": True, **_score(score), "duration": _seconds(event["used"])}
    verb = "completed"
    if mark is not None and not event.get("waiting"):
        result["success"] = score >= mark
        verb = "passed" if score >= mark else "failed"
    result |= _ext(attempt=event["attempt"])
    quiz = _activity("quiz", course, event["quiz"])
    return Said(_verb(verb), quiz, result, course, _inside("course", course))


def _evaluation_given(event: Json, _device: str) -> Said:
    course = event["course"]
    result = {"completion": True}
    survey = _activity("evaluation", course)
    return Said(_verb("completed"), survey, result, course, _inside("course", course))


def _evaluation_answered(event: Json, _device: str) -> Said:
    """All items in one statement, as they are one event; the free text stays in the event."""
    course = event["course"]
    survey = _activity("evaluation", course)
    result = _ext(ratings=event["ratings"])
    return Said(_verb("answered"), survey, result, course, _inside("course", course))


def _certificate(event: Json) -> Json:
    activity = _activity("certificate", event["number"])
    told = _ext(number=event["number"], sha256=event["sha256"])
    return {**activity, "definition": {**activity["definition"], **told}}


def _certificate_issued(event: Json, _device: str) -> Said:
    course = event["course"]
    result = {
        "completion": True,
        **_score(event["score"]),
        **_ext(hours=event["hours"], issued=event["issued"]),
    }
    around = _inside("course", course)
    return Said(_verb("earned"), _certificate(event), result, course, around)


def _certificate_revoked(event: Json, _device: str) -> Said:
    """Our own verb: xAPI's `voided` takes back a statement, and its object must be a StatementRef.

    Here a paper loses its worth, while what was said of its learning stays true. The officer's
    reason may tell of the learner: it stays in the event.
    """
    result = _ext(date=event["date"], replaced_by=event.get("replaced_by", ""))
    return Said(_verb("revoked"), _activity("certificate", event["number"]), result)


def _certificate_printed(event: Json, _device: str) -> Said:
    result = _ext(where=event["where"], seen=event.get("seen"))
    return Said(_verb("printed"), _activity("certificate", event["number"]), result)


def _certificate_kept(event: Json, _device: str) -> Said:
    course = event["course"]
    result = _ext(hours=event["hours"], issued=event["issued"])
    around = _inside("course", course)
    return Said(_verb("kept"), _certificate(event), result, course, around)


def _result_kept(event: Json, _device: str) -> Said:
    course = event["course"]
    return Said(_verb("kept"), _activity("course", course), course=course)


_WAYS: Final[Mapping[str, Callable[[Json, str], Said]]] = {
    "signed-in": _signed_in,
    "signed-out": _signed_out,
    "course-started": _course_started,
    "block-reached": _block_reached,
    "lesson-read": _lesson_read,
    "check-answered": _check_answered,
    "media-played": _media_played,
    "reviewed": _reviewed,
    "note-written": _note_written,
    "bookmark-set": _bookmark_set,
    "quiz-started": _quiz_started,
    "answer-given": _answer_given,
    "question-flagged": _question_flagged,
    "quiz-submitted": _quiz_submitted,
    "evaluation-given": _evaluation_given,
    "evaluation-answered": _evaluation_answered,
    "certificate-issued": _certificate_issued,
    "certificate-revoked": _certificate_revoked,
    "certificate-printed": _certificate_printed,
    "certificate-kept": _certificate_kept,
    "result-kept": _result_kept,
}
"""Of the rest (life-began, healed, clock-jumped …) the kiosk itself is the object."""
