"""What may a customer read of what was written for them? Words that are held are never shown; safe ones are."""

from uuid import UUID

from steadyhand.business.conversations.models import HeldMessage, Statement
from steadyhand.business.conversations.rules import StatementState


def words_instead(tenant_id: UUID, call_id: UUID) -> dict[UUID, str]:
    """Return for each visit whose words wait, or were replaced, what its customer reads instead. Two queries."""
    held = HeldMessage.objects.of(tenant_id).filter(
        statement__call_id=call_id, statement__visit_id__isnull=False, statement__state=StatementState.HELD
    )
    instead = dict(held.values_list("statement__visit_id", "safe_words"))
    other = Statement.objects.of(tenant_id).filter(
        call_id=call_id, visit_id__isnull=False, stands_in_for__isnull=False, state=StatementState.SAID
    )
    # The last word counts: what was held after something else had been replaced is held.
    replaced = dict(other.order_by("at", "id").values_list("visit_id", "words"))
    return {visit_id: words for visit_id, words in {**replaced, **instead}.items() if visit_id}
