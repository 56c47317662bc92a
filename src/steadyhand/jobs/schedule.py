"""What runs how often?"""

from datetime import timedelta

from steadyhand.jobs.periodic import Periodic
from steadyhand.jobs.sweep import sweep_kept_answers, sweep_sessions

SCHEDULE = (
    Periodic("sweep ended sessions", timedelta(hours=1), sweep_sessions),
    Periodic("sweep kept answers", timedelta(hours=6), sweep_kept_answers),
)
