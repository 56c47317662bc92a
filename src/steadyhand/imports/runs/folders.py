"""Where do a run's files and reports lie? In a folder of its own among the uploaded files."""

from pathlib import Path
from uuid import UUID

from django.conf import settings


def folder_of(run_id: UUID) -> Path:
    """Return the run's folder, made if it isn't there."""
    folder = Path(settings.MEDIA_ROOT) / "imports" / run_id.hex
    folder.mkdir(parents=True, exist_ok=True)
    return folder
