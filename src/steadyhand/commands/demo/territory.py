"""What is worth a visit among Bruno's customers, and visits that he proposed: taken on, declined, waiting."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from steadyhand.business.calls.actions.decline_proposed import decline_proposed
from steadyhand.business.calls.actions.propose_visit import Wished, propose_visit
from steadyhand.business.calls.actions.reckon_maintenance import reckon_maintenance
from steadyhand.business.calls.proposals.rules import WEEK, Reason
from steadyhand.business.calls.rules import CallType
from steadyhand.business.customers.queries.called import customers_called
from steadyhand.business.insight.territory.mine import Territory, territory_of
from steadyhand.business.insight.territory.unhappy import unhappy
from steadyhand.business.insight.territory.unseen import not_come
from steadyhand.business.machines.actions.change_model import change_model
from steadyhand.business.machines.catalogue import model_line
from steadyhand.business.people.actions.make_answerable import make_answerable
from steadyhand.business.people.customers import answerable_lines
from steadyhand.flows.visit.take_on_proposed import take_on_proposed
from steadyhand.shared.actor import Actor

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
# A fast machine's rollers and filters; small enough that some of Bruno's have run it.
EVERY_PAGES = 30_000
MOST = 1_000


@dataclass(frozen=True, slots=True)
class Place:
    """Who takes part, and where: the clinic has a story of its own."""

    dana: Actor
    bruno: Actor
    bruno_id: UUID
    clinic_id: UUID
    zone: str
    now: datetime

    @property
    def today(self) -> date:
        return self.now.astimezone(ZoneInfo(self.zone)).date()

    def earlier(self, minutes: int) -> datetime:
        """Return so many minutes ago, but no sooner than today: customers have been Bruno's since then."""
        at = self.now - minutes * MINUTE
        return at if at.astimezone(ZoneInfo(self.zone)).date() == self.today else self.now


def tell_territory(place: Place) -> None:
    """Make the clinic and the customers of other stories Bruno's, a model due by pages, and let him propose visits."""
    for customer_id in (place.clinic_id, *_worth_it(place)):
        lines = answerable_lines(place.dana, customer_id)
        if lines and lines[0].since_on >= place.today:
            continue  # Somebody else's since this morning, and a day has one.
        why = "He knows the house"
        make_answerable(
            by=place.dana,
            customer_id=customer_id,
            technician_id=place.bruno_id,
            since_on=place.today,
            why=why,
            now=place.now,
        )
    _due_by_pages(place)
    _proposed(place, territory_of(place.bruno, place.bruno_id, today=place.today, now=place.now))


def _worth_it(place: Place) -> list[UUID]:
    """Return the customers of Bruno's branch to whom nobody came, or who have another reason not to be happy."""
    since = place.now - 30 * DAY
    ids = [each.id for each in customers_called(place.bruno, "", most=MOST)]
    found = [each.customer_id for each in not_come(place.bruno, ids, since=since, now=place.now)]
    found += [each.customer_id for each in unhappy(place.bruno, ids, since=since)]
    return [each for each in dict.fromkeys(found) if each != place.clinic_id]


def _due_by_pages(place: Place) -> None:
    """Let the model that Bruno has most of be maintained by pages too, as its maker asks."""
    found = territory_of(place.bruno, place.bruno_id, today=place.today, now=place.now)
    models = [each.model_id for each in found.machines.values() if each.model_id is not None]
    if not models:
        return
    model_id = max(sorted(set(models)), key=models.count)
    known = model_line(place.dana, model_id)
    if known is None:
        return
    facts = replace(known.described, pm_every_pages=EVERY_PAGES)
    change_model(by=place.dana, model_id=model_id, facts=facts, now=place.now)
    mine = [each.id for each in found.machines.values() if each.model_id == model_id]
    reckon_maintenance(by=place.dana, machine_ids=mine)


def _proposed(place: Place, found: Territory) -> None:
    monday = place.today + (7 - place.today.weekday()) * DAY
    wishes = [
        *(
            Wished(
                customer_id=each.due.customer_id,
                machine_id=each.due.machine_id,
                call_type=CallType.PREVENTIVE,
                from_on=monday,
                until_on=monday + WEEK,
                minutes=60,
                why="Due for weeks, and I am two streets away on most days.",
                reason=Reason.MAINTENANCE,
            )
            for each in (*found.due_by_days, *found.due_by_pages)[:2]
        ),
        *(
            Wished(
                customer_id=each.customer_id,
                call_type=CallType.COURTESY,
                from_on=monday + DAY,
                until_on=monday + DAY,
                minutes=20,
                why="Nobody of us has been there since spring. A word with them costs little.",
                reason=Reason.UNVISITED,
            )
            for each in found.unseen[:2]
        ),
    ]
    made = [propose_visit(by=place.bruno, wished=wish, now=place.earlier(50)) for wish in wishes]
    if len(made) > 1:
        take_on_proposed(by=place.dana, proposal_id=made[0], now=place.earlier(30))
    if len(made) > 2:  # noqa: PLR2004  # one of each answer, and one that waits
        why = "They are closed that week. Propose it again for the week after."
        decline_proposed(by=place.dana, proposal_id=made[-1], why=why, now=place.earlier(20))
