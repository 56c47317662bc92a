"""Are the collected styles and scripts those of this version? Only when they changed are they collected again."""

from hashlib import sha256
from pathlib import Path

import django
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command


def collect_when_changed() -> bool:
    """Collect, compress and name styles and scripts by their content if any changed; say whether it was needed."""
    mark = Path(settings.STATIC_ROOT) / ".collected"
    now = _fingerprint()
    if mark.exists() and mark.read_text() == now:
        return False
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    mark.write_text(now)
    return True


def _fingerprint() -> str:
    # Content rather than times: a fresh checkout of the same version has new times.
    whole = sha256(f"{django.get_version()} {settings.STORAGES['staticfiles']['BACKEND']}".encode())
    for finder in finders.get_finders():
        for path, storage in finder.list([]):
            with storage.open(path) as file:
                whole.update(path.encode() + b"\0" + sha256(file.read()).digest())
    return whole.hexdigest()
