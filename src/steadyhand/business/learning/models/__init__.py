"""Tables of learning: each subject has its file."""

from steadyhand.business.learning.models.coaching import CoachingLook as CoachingLook
from steadyhand.business.learning.models.coaching import CoachingPlan as CoachingPlan
from steadyhand.business.learning.models.coaching import CoachingReply as CoachingReply
from steadyhand.business.learning.models.coaching import CoachingStep as CoachingStep
from steadyhand.business.learning.models.coaching import CoachTime as CoachTime
from steadyhand.business.learning.models.coaching import Observation as Observation
from steadyhand.business.learning.models.coaching import RideAlong as RideAlong
from steadyhand.business.learning.models.recognition import Thanks as Thanks
from steadyhand.business.learning.models.recognition import TodayAnswer as TodayAnswer
from steadyhand.business.learning.models.rollouts import Rollout as Rollout
from steadyhand.business.learning.models.rollouts import RolloutMember as RolloutMember
from steadyhand.business.learning.models.self_assessment import AssessmentReceipt as AssessmentReceipt
from steadyhand.business.learning.models.self_assessment import AssessmentSheet as AssessmentSheet
