"""What do files look like that come in as they are? A small invented dealership, to try and to copy headers from."""

import zipfile
from functools import cache
from io import BytesIO
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "examples"
# The oldest moment that a ZIP can say: the same files make the same archive, on every machine.
MADE_AT = (1980, 1, 1, 0, 0, 0)


def example_files() -> tuple[Path, ...]:
    """Return the example lists, by name."""
    return tuple(sorted(FOLDER.glob("*.csv")))


@cache
def examples_archive() -> bytes:
    """Return all of them as one ZIP, which the import takes as it is."""
    whole = BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in example_files():
            archive.writestr(zipfile.ZipInfo(path.name, MADE_AT), path.read_bytes(), zipfile.ZIP_DEFLATED)
    return whole.getvalue()
