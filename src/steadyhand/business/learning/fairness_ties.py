"""How does a sheet of answers lead back to its candidate, while they may still change it? Only by the server's key."""

from uuid import UUID

from django.conf import settings
from django.utils.crypto import salted_hmac

_SALT = "steadyhand.fairness"


def tie_of(tenant_id: UUID, candidate_id: UUID) -> str:
    """Return what a sheet keeps instead of its candidate: nobody who reads the tables alone can make one."""
    return _tie(tenant_id, candidate_id, settings.SECRET_KEY)


def ties_of(tenant_id: UUID, candidate_id: UUID) -> list[str]:
    """Return the ties under the server's key and under those that it had before."""
    return [_tie(tenant_id, candidate_id, key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]


def _tie(tenant_id: UUID, candidate_id: UUID, key: str | bytes) -> str:
    return salted_hmac(_SALT, f"{tenant_id}:{candidate_id}", secret=key, algorithm="sha256").hexdigest()
