"""How is a statement written down: whose it is, its row, and the facts in it? For the actions of this part alone."""

from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from steadyhand.business.calls.queries.spoken_of import call_of_a_visit, call_spoken_of
from steadyhand.business.conversations.models import FactTold, Statement
from steadyhand.business.conversations.rules import CannotSay, Direction, StatementState
from steadyhand.business.conversations.saying import FactSaid, RestsOn, Saying
from steadyhand.business.customers.queries.named import customer_to_name
from steadyhand.business.dealership.queries import own_branch
from steadyhand.shared.actor import Actor
from steadyhand.shared.identity import new_id

NOWHERE = "There is no branch yet that could have said it: ask your administrator."


@dataclass(frozen=True, slots=True)
class _Place:
    """Whose conversation it is, and where."""

    branch_id: UUID
    customer_id: UUID | None
    site_id: UUID | None
    contact_id: UUID | None
    call_id: UUID | None
    who: str


def write(
    *, by: Actor, saying: Saying, state: StatementState, stands_in_for: Statement | None = None, now: datetime
) -> Statement:
    """Write a statement with the facts in it.

    Raises:
        CannotSay: not a word, or about what the actor doesn't see.
    """
    words = saying.words.strip()
    if not words:
        raise CannotSay("Write what was said: it is kept in these very words.")
    place = _place(by, saying)
    row = Statement.objects.create(
        id=new_id(),
        tenant_id=by.tenant_id,
        branch_id=place.branch_id,
        customer_id=place.customer_id,
        site_id=place.site_id,
        contact_id=place.contact_id,
        call_id=place.call_id,
        visit_id=saying.visit_id,
        promise_id=saying.promise_id,
        direction=saying.direction,
        state=state,
        channel=saying.channel,
        moment=saying.moment,
        at=saying.at or now,
        by_id=by.user_id if saying.direction is Direction.TO_THEM else None,
        by_name=by.name[:200],
        with_whom=(saying.with_whom.strip() or place.who)[:200],
        address=saying.address.strip()[:254],
        subject=saying.subject.strip()[:200],
        words=words,
        language=saying.language,
        stands_in_for=stands_in_for,
        reply_to_id=saying.reply_to,
        message_key=saying.message_key,
        mail_ref=saying.mail_ref,
        rests_on=[_rest(each) for each in saying.rests_on],
        dismissed=[asdict(each) for each in saying.dismissed],
        reviewed=list(saying.reviewed),
    )
    FactTold.objects.bulk_create([_fact(by, row, fact, now) for fact in saying.facts])
    return row


def _rest(on: RestsOn) -> dict[str, str]:
    return {"kind": on.kind, "id": str(on.id) if on.id else "", "words": on.words}


def _fact(by: Actor, row: Statement, fact: FactSaid, now: datetime) -> FactTold:
    is_own = fact.giver_id is None and not fact.giver_name
    return FactTold(
        id=new_id(),
        tenant_id=row.tenant_id,
        statement=row,
        kind=fact.kind,
        start=fact.start,
        end=max(fact.start, fact.end),
        words=fact.words.strip()[:300],
        value=dict(fact.value),
        verdict=fact.verdict,
        source_kind=fact.source,
        source_id=fact.source_id,
        source_words=fact.source_words.strip()[:300],
        giver_id=by.user_id if is_own else fact.giver_id,
        giver_name=(by.name if is_own else fact.giver_name)[:200],
        given_at=fact.given_at or now,
    )


def _who_spoke(saying: Saying, contact_id: UUID | None) -> UUID | None:
    """Return the call's contact, unless it came from an address that may be anybody's."""
    return None if saying.direction is Direction.FROM_THEM and saying.address else contact_id


def _place(by: Actor, saying: Saying) -> _Place:
    call_id = saying.call_id or (call_of_a_visit(by, saying.visit_id) if saying.visit_id else None)
    call = call_spoken_of(by, call_id) if call_id else None
    if call is None and (saying.call_id or saying.visit_id):
        raise CannotSay("This call isn't at your branches; look at the list anew.")
    if call is not None:
        return _Place(
            call.branch_id,
            saying.customer_id or call.customer_id,
            saying.site_id or call.site_id,
            saying.contact_id or _who_spoke(saying, call.contact_id),
            call.id,
            call.who or call.customer,
        )
    customer = customer_to_name(by, saying.customer_id) if saying.customer_id else None
    if saying.customer_id and customer is None:
        raise CannotSay("This customer isn't one of your branches' customers; look it up anew.")
    branch_id = saying.branch_id or (customer.branch_id if customer else own_branch(by))
    if branch_id is None:
        raise CannotSay(NOWHERE)
    who = customer.name if customer else ""
    return _Place(branch_id, customer.id if customer else None, saying.site_id, saying.contact_id, None, who)
