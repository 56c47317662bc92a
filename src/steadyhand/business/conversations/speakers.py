"""Who speaks when the program has words ready for a customer: the firm, its telephone, and about which machine?"""

from steadyhand.business.calls.queries.spoken_of import call_spoken_of
from steadyhand.business.conversations.models import Statement
from steadyhand.business.conversations.wording import Speaker
from steadyhand.business.dealership.queries import the_dealership
from steadyhand.shared.actor import the_system
from steadyhand.shared.words import phone_shown


def speaker_of(row: Statement, *, program: str) -> Speaker:
    """Return who speaks in a statement to its customer. Two queries at most."""
    firm = the_dealership(row.tenant_id)
    call = call_spoken_of(the_system(row.tenant_id, program), row.call_id) if row.call_id else None
    return Speaker(
        firm=firm.name,
        phone=phone_shown(firm.phone, firm.country) if firm.phone else "",
        to_whom=row.with_whom,
        machine=call.machine if call else "",
    )
