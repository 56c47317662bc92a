"""Tables of learning, by what they are about."""

from steadyhand.business.learning.models.coaching import (
    CoachingLook,
    CoachingPlan,
    CoachingReply,
    CoachingStep,
    CoachTime,
    Observation,
    RideAlong,
)
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
from steadyhand.business.learning.models.recognition import (
    Thanks,
    TodayAnswer,
)
from steadyhand.business.learning.models.rollouts import (
    Rollout,
    RolloutMember,
)
from steadyhand.business.learning.models.self_assessment import (
    AssessmentReceipt,
    AssessmentSheet,
)

__all__ = [
    "AssessmentReceipt",
    "AssessmentSheet",
    "CardAnswer",
    "CardState",
    "CoachTime",
    "CoachingLook",
    "CoachingPlan",
    "CoachingReply",
    "CoachingStep",
    "DrillTry",
    "HuddleHeld",
    "ModuleReading",
    "Observation",
    "OutsideCourse",
    "OwnCase",
    "OwnWhy",
    "Placement",
    "RideAlong",
    "Rollout",
    "RolloutMember",
    "Thanks",
    "TodayAnswer",
]
