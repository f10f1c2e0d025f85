"""Statements as they are kept: deflated against words that nearly every statement has.

The first byte says how: 0 as it is, 1 against the first list of words. A list that was shipped
never changes; better words would be a second list with a byte of its own.
"""

from __future__ import annotations

import zlib
from typing import Final

PLAIN, FIRST = b"\x00", b"\x01"
_WINDOW, _MEMORY, _LEVEL = -13, 6, 3
WORDS: Final = (
    b'"attachments":[{"usageType":"http://adlnet.gov/expapi/attachments/","contentType":"'
    b'application/octet-stream","length":,"sha2":"","fileUrl":"https://"}]'
    b'"mbox_sha1sum":""openid":"https://"mbox":"mailto:@example.com"},"objectType":"Group","member"'
    b':[{"name":""objectType":"StatementRef","id":""objectType":"SubStatement","'
    b'"definition":{"name":{"id":"","id-ID":"","en":"","en-US":""},"description":{"id":"","en-US":"'
    b'"},"type":"http://adlnet.gov/expapi/activities/cmi.interaction","moreInfo":"","interactionType'
    b'":"choice","true-false","fill-in","matching","sequencing","choices":[{"id":"a","description":{'
    b'"id":"b"},{"id":"c"},{"id":"d"}],"correctResponsesPattern":["a[,]b[.]'
    b'https://w3id.org/xapi/cmi5/activitytype/course"http://id.tincanapi.com/activitytype/'
    b'certificate"survey"http://id.tincanapi.com/verb/earned"'
    b'http://adlnet.gov/expapi/activities/assessment"http://adlnet.gov/expapi/activities/lesson"'
    b'https://w3id.org/xapi/adl/verbs/logged-in"logged-out"satisfied"https://w3id.org/xapi/video/'
    b'"urn:dermaga:ext:event":{"urn:dermaga:ext:clock":,"urn:dermaga:ext:seq":,"urn:dermaga:ext:hash'
    b'":"","urn:dermaga:ext:salt":"","urn:dermaga:ext:device":"","urn:dermaga:question:'
    b"urn:dermaga:quiz:post_testpre_testurn:dermaga:lesson:urn:dermaga:course:"
    b'"result":{"score":{"scaled":0.,"raw":,"min":0,"max":100},"success":true,"completion":true,'
    b'"response":"","duration":"PT'
    b'"success":false,"context":{"registration":"-","contextActivities":{"parent":[{"id":"","object'
    b'Type":"Activity"}],"grouping":[{"id":"","objectType":"Activity"}],"category":[{"id":"'
    b'https://w3id.org/xapi/cmi5/context/categories/cmi5"}]},"platform":"Dermaga","language":"id",'
    b'"instructor":{"revision":"","extensions":{"'
    b'{"id":"-7000-8000-","actor":{"objectType":"Agent","name":"","account":{"homePage":"https://'
    b'","name":""}},"verb":{"id":"http://adlnet.gov/expapi/verbs/experienced"attempted"initialized"'
    b'registered"passed"failed"completed"answered","display":{"id":"menjawab","en":"answered","en-US'
    b'":""}},"object":{"id":"http://","objectType":"Activity"},"timestamp":"2026-01-01T00:00:00.000Z'
    b'","authority":{"objectType":"Agent","account":{"homePage":"https://","name":""}},"version":"2.'
    b'0.0"1.0.0"}'
)
_READY: Final = zlib.compressobj(
    _LEVEL, zlib.DEFLATED, _WINDOW, _MEMORY, zlib.Z_DEFAULT_STRATEGY, WORDS
)


def packed(body: bytes) -> bytes:
    """What is kept of a statement's JSON."""
    deflate = _READY.copy()
    small = FIRST + deflate.compress(body) + deflate.flush()
    return small if len(small) <= len(body) else PLAIN + body


def unpacked(kept: bytes) -> bytes:
    """The statement's JSON, to the byte."""
    if kept[:1] == PLAIN:
        return kept[1:]
    inflate = zlib.decompressobj(_WINDOW, WORDS)
    return inflate.decompress(kept[1:]) + inflate.flush()
