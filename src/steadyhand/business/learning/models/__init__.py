"""Tables of learning: each subject has its file."""

from steadyhand.business.learning.models.coaching import (
    CoachingLook,
    CoachingPlan,
    CoachingReply,
    CoachingStep,
    CoachTime,
    Observation,
    RideAlong,
)
from steadyhand.business.learning.models.hiring import (
    Candidate,
    HiringDecision,
    Opening,
    PathStep,
    Scorecard,
)
from steadyhand.business.learning.models.kits import KitVersion
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
    "Candidate",
    "CardAnswer",
    "CardState",
    "CoachTime",
    "CoachingLook",
    "CoachingPlan",
    "CoachingReply",
    "CoachingStep",
    "DrillTry",
    "HiringDecision",
    "HuddleHeld",
    "KitVersion",
    "ModuleReading",
    "Observation",
    "Opening",
    "OutsideCourse",
    "OwnCase",
    "OwnWhy",
    "PathStep",
    "Placement",
    "RideAlong",
    "Rollout",
    "RolloutMember",
    "Scorecard",
    "Thanks",
    "TodayAnswer",
]
