"""Where are files kept? Below MEDIA_ROOT by dealership and hash: the same content twice is one file."""

import os
from hashlib import sha256
from pathlib import Path
from uuid import UUID, uuid4

from django.conf import settings


def keep_file(tenant_id: UUID, content: bytes) -> str:
    """Write the content and return its hash. It is whole on the disk, or not there, when the power goes."""
    digest = sha256(content).hexdigest()
    path = _path(tenant_id, digest)
    if path.exists():
        return digest
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(f".{digest}.{uuid4().hex}.part")
    with half.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    half.replace(path)
    return digest


def kept_file(tenant_id: UUID, digest: str) -> bytes | None:
    """Return what was kept under a hash; None where it is gone or no longer what it was."""
    path = _path(tenant_id, digest)
    content = path.read_bytes() if path.is_file() else None
    return content if content is not None and sha256(content).hexdigest() == digest else None


def forget_file(tenant_id: UUID, digest: str) -> None:
    _path(tenant_id, digest).unlink(missing_ok=True)


def _path(tenant_id: UUID, digest: str) -> Path:
    return Path(settings.MEDIA_ROOT) / str(tenant_id) / digest[:2] / digest
