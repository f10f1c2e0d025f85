"""The word over HTTP: files that anyone may read, as each is signed and rosters are sealed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse
from starlette.routing import Route

_METADATA: Final = re.compile(r"timestamp\.json|[1-9][0-9]{0,11}\.(root|snapshot|targets)\.json")
_TARGET: Final = re.compile(r"((roster|courses)/)?[0-9a-f]{64}\.[a-z0-9][a-z0-9.-]{0,120}")
_FOREVER: Final = "public, max-age=31536000, immutable"


def routes(folder: Path) -> list[Route]:
    """`metadata/<name>` and `targets/<path>`; every other name is 404, `keys` above all."""

    async def metadata(request: Request) -> FileResponse:
        return _file(folder / "metadata", request.path_params["name"], _METADATA)

    async def target(request: Request) -> FileResponse:
        return _file(folder / "targets", request.path_params["path"], _TARGET)

    return [
        Route("/metadata/{name}", metadata, methods=["GET"]),
        Route("/targets/{path:path}", target, methods=["GET"]),
    ]


def _file(place: Path, name: str, allowed: re.Pattern[str]) -> FileResponse:
    file = place / name
    if not allowed.fullmatch(name) or not file.is_file():
        raise HTTPException(404)
    lasting = _FOREVER if name != "timestamp.json" else "no-cache"
    return FileResponse(
        file, media_type="application/octet-stream", headers={"cache-control": lasting}
    )
