"""What do my people need of me today? Three cards at most: one to follow up, one gap, one to thank for."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid5

from steadyhand.business.calls.queries.who_came import who_came
from steadyhand.business.dealership.directory import names_of_people
from steadyhand.business.dealership.present import today_at
from steadyhand.business.dealership.settings.values import value_of
from steadyhand.business.learning.models import Thanks, TodayAnswer
from steadyhand.business.learning.queries.coaching import Agreed, Step, agreed_last, due_with
from steadyhand.business.learning.recognition import Deed, ToThank, first_to_thank
from steadyhand.business.needs.queries.handed_over import handed_over_since
from steadyhand.business.obstacles.queries.given import help_given_since
from steadyhand.business.people.expiring import certificates_ending
from steadyhand.business.people.growth.coverage import coverage_of
from steadyhand.business.people.settings import CERTIFICATE_ENDS_SOON_DAYS
from steadyhand.business.promises.queries.kept_lately import kept_in_danger
from steadyhand.shared.actor import Actor

# Thanks for what is longer ago than this sounds like a list that was worked off.
LATELY = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Gap:
    """A certificate that runs out, or what only one person, or nobody, can serve; `is_cover` says which."""

    id: UUID
    who: str
    what: str
    # When it ends, where it is known.
    ends_on: date | None
    customers: int
    is_cover: bool


@dataclass(frozen=True, slots=True)
class Cards:
    """At most one of each; None where there is nothing."""

    follow_up: tuple[Step, Agreed | None] | None
    gap: Gap | None
    thank: ToThank | None

    @property
    def how_many(self) -> int:
        return sum(each is not None for each in (self.follow_up, self.gap, self.thank))


def key_of(what: str, row_id: UUID) -> str:
    """Return the name by which a card is put off."""
    return f"{what}:{row_id.hex}"


def cards_for(by: Actor, *, now: datetime) -> Cards:
    """Return today's cards of somebody who leads.

    Some thirty queries at most: half of them only where no certificate runs out, for what hangs on one person.
    """
    put_off = _put_off(by, now)
    due = [step for step in due_with(by, now=now) if key_of("follow-up", step.id) not in put_off]
    first = next(iter(due), None)
    agreed = agreed_last(by.tenant_id, [first.technician_id]).get(first.technician_id) if first else None
    return Cards(
        follow_up=(first, agreed) if first else None,
        gap=_gap(by, put_off, now),
        thank=_thank(by, put_off, now),
    )


def not_wanted(by: Actor) -> int:
    """Return how many cards somebody has said are of no use to them. One query."""
    if by.user_id is None:
        return 0
    return TodayAnswer.objects.of(by.tenant_id).filter(user_id=by.user_id, until_on__isnull=True).count()


def thanks_for(by: Actor) -> tuple[tuple[UUID, str, str, str, datetime], ...]:
    """Return thanks that the actor hasn't read: the row, who, for what, the words, when. One query."""
    if by.user_id is None:
        return ()
    rows = Thanks.objects.of(by.tenant_id).filter(to_id=by.user_id, is_said=True, read_at__isnull=True)
    return tuple(rows.order_by("at", "id").values_list("id", "by__name", "what", "words", "at"))


def _put_off(by: Actor, now: datetime) -> frozenset[str]:
    today = today_at(by.tenant_id, now)
    rows = TodayAnswer.objects.of(by.tenant_id).filter(user_id=by.user_id) if by.user_id else ()
    return frozenset(row.key for row in rows if row.until_on is None or row.until_on > today)


def _gap(by: Actor, put_off: frozenset[str], now: datetime) -> Gap | None:
    today = today_at(by.tenant_id, now)
    until = today + timedelta(days=value_of(by.tenant_id, CERTIFICATE_ENDS_SOON_DAYS))
    ending = certificates_ending(by.tenant_id, since=today, renew_until=until)
    mine = (each for each in ending if by.can_see_branch(each.branch_id) and key_of("gap", each.id) not in put_off)
    first = min(mine, key=lambda each: (each.expires_on, each.technician), default=None)
    if first is not None:
        return Gap(first.id, first.technician, first.what, first.expires_on, 0, is_cover=False)
    return _single_cover(by, put_off, today)


def _single_cover(by: Actor, put_off: frozenset[str], today: date) -> Gap | None:
    """Return what one resignation would end, or nobody can serve, for the most customers."""
    found = [
        Gap(
            # A kind of machine has no row of its own.
            uuid5(by.tenant_id, f"cover {cover.wanted.title}"),
            cover.able[0].name if cover.able else "nobody",
            cover.wanted.title,
            cover.ends_on,
            cover.wanted.customers,
            is_cover=True,
        )
        for cover in coverage_of(by, on=today).risks
    ]
    left = [each for each in found if key_of("gap", each.id) not in put_off]
    return max(left, key=lambda each: (each.customers, each.what), default=None)


def _thank(by: Actor, put_off: frozenset[str], now: datetime) -> ToThank | None:
    found = [each for each in _deeds(by, now - LATELY) if key_of("thank", each.about_id) not in put_off]
    thanked = Thanks.objects.of(by.tenant_id)
    gone = set(thanked.filter(about_id__in=[each.about_id for each in found]).values_list("about_id", "to_id"))
    last: dict[UUID, datetime] = {}
    for user_id, at in thanked.filter(is_said=True, to_id__in=[each.user_id for each in found]).values_list(
        "to_id", "at"
    ):
        last[user_id] = max(at, last.get(user_id, at))
    left = [each for each in found if (each.about_id, each.user_id) not in gone and each.user_id != by.user_id]
    return first_to_thank(left, last)


def deed_called(by: Actor, about_id: UUID, user_id: UUID, *, now: datetime) -> ToThank | None:
    """Return a deed of the last weeks at the actor's branches; None where there is none such. Six queries."""
    found = _deeds(by, now - LATELY)
    return next((each for each in found if (each.about_id, each.user_id) == (about_id, user_id)), None)


def _deeds(by: Actor, since: datetime) -> list[ToThank]:
    kept = kept_in_danger(by, since=since)
    came = who_came(by.tenant_id, [each.call_id for each in kept])
    names = names_of_people(by, set(came.values())) if came else {}
    return [
        *(
            ToThank(
                Deed.PROMISE,
                each.id,
                came[each.call_id],
                names.get(came[each.call_id], "somebody"),
                each.branch_id,
                f"{each.customer} was promised {each.said}, and it was kept though it was in danger",
                each.at,
            )
            for each in kept
            if each.call_id in came
        ),
        *(
            ToThank(
                Deed.NEED,
                each.id,
                each.user_id,
                each.name,
                each.branch_id,
                f"{each.sort.label} at {each.customer}, seen and handed over",
                each.at,
            )
            for each in handed_over_since(by, since=since)
        ),
        *(
            ToThank(
                Deed.HELP,
                each.id,
                each.user_id,
                each.name,
                each.branch_id,
                f"Helped {each.asker} on the phone",
                each.at,
            )
            for each in help_given_since(by, since=since)
        ),
    ]
