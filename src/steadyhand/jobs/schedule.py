"""What runs how often?"""

from datetime import timedelta

from steadyhand.jobs.deliver_messages import delivering
from steadyhand.jobs.move_alerts_on import move_all_alerts_on
from steadyhand.jobs.periodic import Periodic
from steadyhand.jobs.reckon_maintenance import reckon_all_maintenance
from steadyhand.jobs.reckon_numbers import reckon_all_numbers
from steadyhand.jobs.run_imports import run_waiting_imports
from steadyhand.jobs.sweep import sweep_kept_answers, sweep_sessions
from steadyhand.jobs.watch_folders import watch_all_folders

SCHEDULE = (
    # Somebody has just pressed the button and watches.
    Periodic("read waiting imports", timedelta(seconds=2), run_waiting_imports),
    # A file must have stood unchanged for ten seconds: it is taken at the second look.
    Periodic("watch the ERP's folders", timedelta(seconds=30), watch_all_folders),
    # A closing brings its own machine up to date; imports and new cycles may wait some hours.
    Periodic("reckon maintenance", timedelta(hours=6), reckon_all_maintenance),
    # A closing shows in the numbers a minute later; the first time, and after imports, everything is gone through.
    Periodic("reckon numbers", timedelta(minutes=1), reckon_all_numbers),
    # Somebody sleeps, and a customer can't work.
    Periodic("send text messages", timedelta(seconds=3), delivering("sms")),
    Periodic("send e-mails", timedelta(seconds=3), delivering("email")),
    Periodic("move alerts on", timedelta(seconds=5), move_all_alerts_on),
    Periodic("sweep ended sessions", timedelta(hours=1), sweep_sessions),
    Periodic("sweep kept answers", timedelta(hours=6), sweep_kept_answers),
)
