"""Tables of learning, by what they are about."""

from steadyhand.business.learning.models.modules import (
    CardAnswer,
    CardState,
    DrillTry,
    HuddleHeld,
    ModuleReading,
    OutsideCourse,
    OwnCase,
    OwnWhy,
    Placement,
)

__all__ = [
    "CardAnswer",
    "CardState",
    "DrillTry",
    "HuddleHeld",
    "ModuleReading",
    "OutsideCourse",
    "OwnCase",
    "OwnWhy",
    "Placement",
]
