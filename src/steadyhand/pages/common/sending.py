"""How is a kept file sent? As what it is and nothing else, whole or the part that a player asks for."""

import re

from django.http import HttpRequest, HttpResponse

PARTIAL, NOT_SATISFIABLE = 206, 416
_RANGE = re.compile(r"bytes=(\d*)-(\d*)")
SUFFIXES = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
    "audio/webm": "webm",
    "audio/ogg": "ogg",
    "audio/mp4": "m4a",
    "application/pdf": "pdf",
}


def file_response(request: HttpRequest, content: bytes, media_type: str, *, name: str) -> HttpResponse:
    """Return the answer that shows a file inside a page. `name`: as it would be saved, without its ending."""
    response = _part_or_whole(request, content)
    response["Content-Type"] = media_type
    response["Content-Disposition"] = f'inline; filename="{name}.{SUFFIXES[media_type]}"'
    # Opened by itself it is a picture or a sound, whatever somebody managed to put into it.
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; media-src 'self'; img-src 'self'; sandbox"
    response["Accept-Ranges"] = "bytes"
    return response


def _part_or_whole(request: HttpRequest, content: bytes) -> HttpResponse:
    asked = _RANGE.fullmatch(request.headers.get("Range", ""))
    if asked is None or not any(asked.groups()):
        return HttpResponse(content)
    first, last = asked.groups()
    # "bytes=-500" means the last 500. iPhones play nothing from a server that can't send parts.
    begins = int(first) if first else max(len(content) - int(last), 0)
    ends = min(int(last) + 1, len(content)) if first and last else len(content)
    if begins >= ends:
        return HttpResponse(status=NOT_SATISFIABLE, headers={"Content-Range": f"bytes */{len(content)}"})
    said = f"bytes {begins}-{ends - 1}/{len(content)}"
    return HttpResponse(content[begins:ends], status=PARTIAL, headers={"Content-Range": said})
