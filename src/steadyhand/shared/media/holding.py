"""Does anybody still need a file? Whoever keeps files says so; one goes when the last row that needs it has gone."""

from collections.abc import Callable
from uuid import UUID

from steadyhand.shared.media.keeping import forget_file

# Does a part still have a row with this file?
Holds = Callable[[UUID, str], bool]
_holders: list[Holds] = []


def register_holders(*holders: Holds) -> None:
    """Have these asked before a file goes; the same content may be a photo of a visit and of a need."""
    _holders.extend(each for each in holders if each not in _holders)


def forget_unless_held(tenant_id: UUID, digest: str) -> None:
    """Let a file go if no row needs it any more. Call it once the row has gone for good."""
    if not any(holds(tenant_id, digest) for holds in _holders):
        forget_file(tenant_id, digest)
