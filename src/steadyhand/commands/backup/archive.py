"""One file for all of it: written aside and renamed when it is whole, and opened only if every part is as it was."""

import os
import tarfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from steadyhand.commands.application import CannotDo
from steadyhand.commands.backup.manifest import Manifest, read_manifest

MANIFEST = "manifest.json"
# Fast rather than small: most of a backup is compressed by its repetition anyway.
COMPRESSION = 3


def file_digest(path: Path) -> str:
    whole = sha256()
    with path.open("rb") as file:
        while chunk := file.read(1 << 20):
            whole.update(chunk)
    return whole.hexdigest()


def files_below(folder: Path) -> Iterator[Path]:
    """Yield every file below a folder, in order; none if it isn't there."""
    yield from sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def write_archive(target: Path, manifest: Manifest, members: dict[str, Path]) -> None:
    """Write the archive so that nobody ever finds half of one under its name; only its owner may read it."""
    half = target.with_name(f".{target.name}.{os.getpid()}.part")
    manifest_file = half.with_suffix(".json")
    try:
        manifest_file.write_text(manifest.to_json(), "utf-8")
        with (
            os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file,
            tarfile.open(fileobj=file, mode="w:gz", compresslevel=COMPRESSION) as archive,
        ):
            # First, so that a glance at a large backup needn't unpack it.
            archive.add(manifest_file, MANIFEST)
            for name, path in members.items():
                archive.add(path, name, recursive=False)
        with half.open("rb") as whole:
            os.fsync(whole.fileno())
        half.replace(target)
    finally:
        manifest_file.unlink(missing_ok=True)
        half.unlink(missing_ok=True)


def unpack_archive(path: Path, into: Path) -> Manifest:
    """Unpack a backup and return its manifest, every part compared with what it was.

    Raises:
        CannotDo: the file is no backup of ours, or not whole.
    """
    try:
        with tarfile.open(path, "r:gz") as archive:
            archive.extractall(into, filter="data")
    except FileNotFoundError:
        raise CannotDo(f"{path} isn't there.") from None
    except (tarfile.TarError, EOFError, OSError) as problem:
        raise CannotDo(f"{path} can't be unpacked ({problem}): it is no backup, or not whole.") from problem
    if not (into / MANIFEST).exists():
        raise CannotDo(f"{path} is no backup of Steadyhand: it has no {MANIFEST}.")
    manifest = read_manifest((into / MANIFEST).read_text("utf-8"))
    for name, digest in manifest.files.items():
        if not (into / name).is_file():
            raise CannotDo(f"{path} is not whole: {name} is missing in it.")
        if file_digest(into / name) != digest:
            raise CannotDo(f"{path} is damaged: {name} is not as it was when the backup was made.")
    return manifest
