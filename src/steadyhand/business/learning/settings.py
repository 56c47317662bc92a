"""How long do a talk and a ride-along take, what of single people is shown, and how long is it kept?"""

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
TEAM_ONLY = Setting(
    key="learning.team_only",
    title="Adoption of the team only",
    about="1 where law or a works council wants it: nobody else reads counts or verdicts of single technicians, only "
    "the team's. What was said on a visit stays between whoever said it, who leads and the technician. 0: by name.",
    unit=Unit.COUNT,
    default=0,
    least=0,
    most=1,
    source="Ours: off. In Germany and Austria a works council has a say in what can watch single people; ask yours.",
)
KEPT_DAYS = Setting(
    key="learning.said_kept_days",
    title="What was said about a technician is kept",
    about="So long ride-alongs, their lines, talks and answers are kept; then they are deleted. Fewer days than a "
    "roll-out lasts leave it without a result.",
    unit=Unit.DAYS,
    default=1_095,
    least=90,
    most=3_650,
    source="Ours: three years, in which a roll-out is judged and a second one held against it. No law names a number; "
    "data about people are kept for as long as they are used.",
)
SETTINGS = (TALK_MINUTES, RIDE_MINUTES, TEAM_ONLY, KEPT_DAYS)
