"""How long do a talk and a ride-along take in the plan of a coach?"""

from steadyhand.business.dealership.settings.setting import Setting, Unit

TALK_MINUTES = Setting(
    key="learning.talk_minutes",
    title="A coaching talk takes",
    about="So much of a coach's week each talk takes in the plan.",
    unit=Unit.MINUTES,
    default=10,
    least=5,
    most=60,
    source="Ours: one thing that was agreed, one question, one next step; longer talks are held less often.",
)
RIDE_MINUTES = Setting(
    key="learning.ride_minutes",
    title="A ride-along takes",
    about="So much of a coach's week each ride-along takes in the plan: one job, and the way there and back.",
    unit=Unit.MINUTES,
    default=90,
    least=30,
    most=480,
    source="Ours: an hour at the customer's, and a quarter of an hour of driving each way.",
)
SETTINGS = (TALK_MINUTES, RIDE_MINUTES)
