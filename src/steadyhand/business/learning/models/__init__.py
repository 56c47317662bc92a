"""Tables of learning: each subject has its file."""

from steadyhand.business.learning.models.answers import (
    AnswerOwed,
    CandidateAnswer,
)
from steadyhand.business.learning.models.coaching import (
    CoachingPlan,
    CoachingReply,
    CoachingStep,
    CoachTime,
    Observation,
    RideAlong,
)
from steadyhand.business.learning.models.fairness import (
    FairnessAsk,
    FairnessQuestion,
    FairnessRelease,
    FairnessSheet,
)
from steadyhand.business.learning.models.hiring import (
    Candidate,
    CandidateReading,
    HiringDecision,
    Opening,
    PathStep,
    Scorecard,
)
from steadyhand.business.learning.models.kits import KitVersion
from steadyhand.business.learning.models.looking_back import (
    KeptMarks,
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
    "AnswerOwed",
    "AssessmentClosing",
    "AssessmentReceipt",
    "AssessmentSheet",
    "Candidate",
    "CandidateAnswer",
    "CandidateReading",
    "CardAnswer",
    "CardState",
    "CoachTime",
    "CoachingPlan",
    "CoachingReply",
    "CoachingStep",
    "DrillTry",
    "FairnessAsk",
    "FairnessQuestion",
    "FairnessRelease",
    "FairnessSheet",
    "HiringDecision",
    "HuddleHeld",
    "HuddlePresence",
    "KeptMarks",
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
    "RolloutChange",
    "RolloutMember",
    "Scorecard",
    "Thanks",
    "TodayAnswer",
]
