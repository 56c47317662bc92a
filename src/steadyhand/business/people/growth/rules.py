"""Which kinds of skills, needs and pairs are there? Values in, values out."""

from enum import StrEnum


class SkillKind(StrEnum):
    """Under which heading a skill stands in the matrix."""

    FAMILY = "family"
    NETWORK = "network"
    IT = "it"
    CUSTOMER = "customer"
    TRADE = "trade"

    @property
    def label(self) -> str:
        return _KIND_LABELS[self]

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        return [(each.value, each.label) for each in cls]


_KIND_LABELS = {
    SkillKind.FAMILY: "machines",
    SkillKind.NETWORK: "networks",
    SkillKind.IT: "scanning and IT",
    SkillKind.CUSTOMER: "customers",
    SkillKind.TRADE: "the trade",
}


class PairState(StrEnum):
    """Where a mentoring pair stands."""

    PROPOSED = "proposed"
    RUNNING = "running"
    ENDED = "ended"
    DECLINED = "declined"

    @property
    def is_open(self) -> bool:
        return self in (PairState.PROPOSED, PairState.RUNNING)

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        return [(each.value, each.value) for each in cls]
