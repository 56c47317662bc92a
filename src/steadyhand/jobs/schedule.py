"""What runs how often?"""

from datetime import timedelta

from steadyhand.jobs.periodic import Periodic
from steadyhand.jobs.run_imports import run_waiting_imports
from steadyhand.jobs.sweep import sweep_kept_answers, sweep_sessions

SCHEDULE = (
    # Somebody has just pressed the button and watches.
    Periodic("read waiting imports", timedelta(seconds=2), run_waiting_imports),
    Periodic("sweep ended sessions", timedelta(hours=1), sweep_sessions),
    Periodic("sweep kept answers", timedelta(hours=6), sweep_kept_answers),
)
