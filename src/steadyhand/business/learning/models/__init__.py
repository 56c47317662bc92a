"""Tables of learning: each subject has its file."""

from steadyhand.business.learning.models.coaching import (
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
from steadyhand.business.learning.models.modules import (
    CardAnswer,
    CardState,
    DrillTry,
    HuddleHeld,
    HuddlePresence,
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
    RolloutChange,
    RolloutMember,
)
from steadyhand.business.learning.models.self_assessment import (
    AssessmentClosing,
    AssessmentReceipt,
    AssessmentSheet,
)

__all__ = [
    "AssessmentClosing",
    "AssessmentReceipt",
    "AssessmentSheet",
    "Candidate",
    "CardAnswer",
    "CardState",
    "CoachTime",
    "CoachingPlan",
    "CoachingReply",
    "CoachingStep",
    "DrillTry",
    "HiringDecision",
    "HuddleHeld",
    "HuddlePresence",
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
    "RolloutChange",
    "RolloutMember",
    "Scorecard",
    "Thanks",
    "TodayAnswer",
]
