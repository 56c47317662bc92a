"""What stands in the head and at the foot of an e-mail, so that answers find back and no more need come?"""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from steadyhand.business.conversations.queries.threads import head_of_mail
from steadyhand.business.conversations.threads import reply_address
from steadyhand.flows.word.opt_out import PURPOSE, opt_out_token
from steadyhand.shared.clock import read_clock
from steadyhand.shared.outbox.channels import Letter


@dataclass(frozen=True, slots=True)
class HeadOfLetter:
    """Fields of the head by their names, and what stands below the words."""

    fields: dict[str, str] = field(default_factory=dict)
    foot: str = ""
    is_answer: bool = False


def head_of_letter(letter: Letter, *, domain: str) -> HeadOfLetter:
    """Return a letter's thread, where to answer it, and the way to get no more; nothing for letters to our own people.

    Source: RFC 5322 § 3.6.4 (threads), RFC 2369 and RFC 8058 (List-Unsubscribe by one tap).
    """
    head = head_of_mail(letter.tenant_id, letter.key)
    if head is None:
        return HeadOfLetter()
    fields = {}
    if settings.MAIL_REPLY_TO:
        fields["Reply-To"] = reply_address(settings.MAIL_REPLY_TO, head.statement_id)
    refs = [f"<{ref if '@' in ref else f'{ref}@{domain}'}>" for ref in head.refs]
    if refs:
        fields["In-Reply-To"] = refs[-1]
        fields["References"] = " ".join(refs)
    address = "" if head.contact_id is None else _no_more(letter, head.contact_id, read_clock())
    if not address:
        return HeadOfLetter(fields, is_answer=head.is_answer)
    fields["List-Unsubscribe"] = f"<{address}>"
    fields["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return HeadOfLetter(fields, f"\n\n-- \nNo more e-mails about your calls: {address}\n", head.is_answer)


def _no_more(letter: Letter, contact_id: UUID, now: datetime) -> str:
    token = opt_out_token(letter.tenant_id, contact_id, now=now)
    return f"{settings.ADDRESS}{reverse(PURPOSE, args=[token])}" if token else ""
