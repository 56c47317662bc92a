"""Under which ids does a made-up dealership stand in the database? The same seed gives the same ids, on any machine."""

from collections import deque
from datetime import datetime
from hashlib import blake2b

# So many keys whose thing is over are still known: a reading or a message may come in a little after a visit ended.
KEPT_A_WHILE = 20_000
_VARIANT = {digit: "89ab"[int(digit, 16) & 3] for digit in "0123456789abcdef"}


class Ids:
    """Makes ids from keys. They look like everybody's (UUIDv7, RFC 9562 § 5.7), so rows sort by when they began.

    What stood at the founding needs no memory: its moment is known. Later things are remembered until `forget`.
    """

    def __init__(self, run: str, *, founded_at: datetime) -> None:
        self._secret = blake2b(run.encode(), digest_size=32).digest()
        self._founded = _milliseconds(founded_at)
        self._later: dict[str, int] = {}
        self._over: deque[str] = deque()

    def born(self, key: str, at: datetime) -> str:
        """Return the id, as 32 hex digits, of something that begins now."""
        born = _milliseconds(at)
        if born != self._founded:
            self._later[key] = born
        return self._made(key, born)

    def passing(self, key: str, at: datetime) -> str:
        """Return the id of something that nothing else will refer to, so that it needs no memory."""
        return self._made(key, _milliseconds(at))

    def of(self, key: str) -> str:
        """Return the id of something that has begun and isn't forgotten."""
        return self._made(key, self._later.get(key, self._founded))

    def forget(self, key: str) -> None:
        """Let go of something that is over: memory stays bounded by what is under way."""
        self._over.append(key)
        if len(self._over) > KEPT_A_WHILE:
            self._later.pop(self._over.popleft(), None)

    def _made(self, key: str, born: int) -> str:
        chance = blake2b(key.encode(), digest_size=10, key=self._secret).hexdigest()
        return f"{born:012x}7{chance[:3]}{_VARIANT[chance[3]]}{chance[4:19]}"


def _milliseconds(at: datetime) -> int:
    return int(at.timestamp() * 1000)
