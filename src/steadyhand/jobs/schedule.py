"""What runs how often, and which of it once however many processes run the jobs?"""

from datetime import timedelta

from steadyhand.jobs.fetch_mail import fetch_all_mail
from steadyhand.jobs.foretell_kits import foretell_all_kits
from steadyhand.jobs.forget_positions import forget_all_positions
from steadyhand.jobs.learn_driving import learn_all_driving
from steadyhand.jobs.look_at_sent import look_at_all_sent
from steadyhand.jobs.measure_tables import measure_own_tables
from steadyhand.jobs.mend_followups import mend_all_followups
from steadyhand.jobs.move_alerts_on import move_all_alerts_on
from steadyhand.jobs.periodic import Periodic
from steadyhand.jobs.plan_days import plan_all_departed, plan_all_mornings
from steadyhand.jobs.propose_levels import propose_all_levels
from steadyhand.jobs.reckon_maintenance import reckon_all_maintenance
from steadyhand.jobs.reckon_numbers import reckon_all_numbers
from steadyhand.jobs.refit_kits import refit_all_kits
from steadyhand.jobs.refit_promises import refit_all_promises
from steadyhand.jobs.refresh_promises import refresh_all_promises
from steadyhand.jobs.repeating import beating
from steadyhand.jobs.run_imports import run_waiting_imports
from steadyhand.jobs.sweep import sweep_kept_answers, sweep_sessions
from steadyhand.jobs.tell_customers import tell_all_customers
from steadyhand.jobs.thank_noticers import thank_all_noticers
from steadyhand.jobs.watch_certificates import watch_all_certificates
from steadyhand.jobs.watch_coaching import watch_all_coaching
from steadyhand.jobs.watch_folders import watch_all_folders
from steadyhand.jobs.watch_hiring import watch_all_hiring
from steadyhand.jobs.watch_huddles import watch_all_huddles
from steadyhand.jobs.watch_orders import watch_all_orders
from steadyhand.jobs.watch_pairs import watch_all_pairs
from steadyhand.jobs.watch_promises import watch_all_promises
from steadyhand.jobs.watch_told import watch_all_told
from steadyhand.jobs.watch_whys import watch_all_whys
from steadyhand.shared.queue.mending import forget_done, mend_waits

# It takes what it does by a lease of its own, so every process may have its turn.
SCHEDULE = (
    # Somebody has just pressed the button and watches.
    Periodic("read waiting imports", timedelta(seconds=2), run_waiting_imports),
)
# Each of these is a job whose next time is put where this time ends: one worker has it at a time.
REPEATING = (
    # A file must have stood unchanged for ten seconds: it is taken at the second look.
    Periodic("watch the ERP's folders", timedelta(seconds=30), watch_all_folders),
    # A closing brings its own machine up to date; imports and new cycles may wait some hours.
    Periodic("reckon maintenance", timedelta(hours=6), reckon_all_maintenance),
    # A closing shows in the numbers a minute later; the first time, and after imports, everything is gone through.
    Periodic("reckon numbers", timedelta(minutes=1), reckon_all_numbers),
    # Somebody is on call, and a customer waits: never behind the numbers of a large house.
    Periodic("move alerts on", timedelta(seconds=5), move_all_alerts_on, is_quick=True),
    # A net: owners move and timers are written in the transaction of what moves them.
    Periodic("see that no follow-up is dropped", timedelta(minutes=5), mend_all_followups),
    # What is open changes by the hour; the model itself is fitted at night.
    Periodic("tell promise models what is open", timedelta(hours=1), refresh_all_promises),
    Periodic("let the database count its tables", timedelta(hours=24), measure_own_tables),
    Periodic("watch certificates", timedelta(hours=6), watch_all_certificates),
    Periodic("ask whether the principal's module still holds", timedelta(hours=24), watch_all_whys),
    # The first working day of a month begins at night for no reader: six hours find the morning.
    Periodic("remind of the month's huddle", timedelta(hours=6), watch_all_huddles),
    Periodic("look after mentoring pairs", timedelta(hours=6), watch_all_pairs),
    # A week begins on Monday, for whoever looks at their inbox before the first visit.
    Periodic("watch coaching", timedelta(hours=2), watch_all_coaching),
    # A candidate's last day is over at midnight.
    Periodic("watch hiring", timedelta(hours=2), watch_all_hiring),
    # An hour before the visit, or as soon as it ended within that hour.
    Periodic("thank noticers before the next visit", timedelta(minutes=1), thank_all_noticers),
    # A promise that comes to be at risk is worth something only while its customer doesn't know.
    Periodic("watch promises", timedelta(minutes=1), watch_all_promises, is_quick=True),
    # Minutes after it happened: what was tapped wrongly has been taken back by then.
    Periodic("tell customers where their calls stand", timedelta(minutes=1), tell_all_customers),
    # A day is over once, and the parts desk asks the next morning.
    Periodic("watch orders of parts", timedelta(minutes=30), watch_all_orders),
    # Whoever wrote waits from now on.
    Periodic("fetch what customers have written", timedelta(minutes=1), fetch_all_mail),
    # A net: what changes a record has it looked at within the second.
    Periodic("see that what customers were told is still so", timedelta(hours=1), watch_all_told),
    # Nobody waits for it: a writer saw the findings while typing.
    Periodic("look at what customers were told, for the mirror", timedelta(minutes=1), look_at_all_sent),
    # In the night only; before it has fitted anything, at once.
    Periodic("fit the models of promises anew", timedelta(minutes=30), refit_all_promises),
    Periodic("learn which parts calls need", timedelta(minutes=30), refit_all_kits),
    # In the night only: it reads years of calls.
    Periodic("propose what trucks carry", timedelta(minutes=30), propose_all_levels),
    # Somebody packs for a call that was just taken.
    Periodic("foretell the parts of open calls", timedelta(minutes=1), foretell_all_kits),
    # Each branch's hour is its own; a minute late is early enough.
    Periodic("propose the morning's plan", timedelta(minutes=1), plan_all_mornings),
    # Whoever answers the phone sees another plan while the caller is still there.
    Periodic("plan anew what departs from its plan", timedelta(seconds=10), plan_all_departed),
    # Whoever is off duty is seen by nobody: queries leave them out at once, the row goes within the minute.
    Periodic("forget where technicians were", timedelta(minutes=1), forget_all_positions, is_quick=True),
    # Roads and traffic hardly change in a day.
    Periodic("learn how long drives take", timedelta(hours=24), learn_all_driving),
    Periodic("sweep ended sessions", timedelta(hours=1), sweep_sessions),
    Periodic("sweep kept answers", timedelta(hours=6), sweep_kept_answers),
    Periodic("forget work that is done", timedelta(minutes=1), forget_done),
)
# How the queue itself is looked after: in every process, for a job that waits too long could not mend that.
OF_THE_QUEUE = (
    Periodic("see that what repeats is put", timedelta(minutes=1), beating(REPEATING)),
    Periodic("free what a clock held up that was set back", timedelta(minutes=1), mend_waits),
)
