"""The mailbox where customers' answers arrive: looked into every minute, where one is named."""

import logging
from datetime import datetime

from django.conf import settings
from django.utils.module_loading import import_string

from steadyhand.business.conversations.incoming.mail import NotAMail, read_mail
from steadyhand.business.dealership.queries import only_dealership
from steadyhand.flows.word.take_in_mail import take_in_mail
from steadyhand.shared.actor import the_system

log = logging.getLogger(__name__)
WHO = "e-mail"


def fetch_all_mail(now: datetime) -> int:
    """Take in what has arrived; return how many e-mails that were. A mailbox belongs to the one dealership there is."""
    if not settings.MAIL_IN:
        return 0
    firm = only_dealership()
    if firm is None:
        log.warning("STEADYHAND_MAIL_IN needs exactly one dealership in the database; nothing is fetched.")
        return 0
    by = the_system(firm.id, WHO)

    def take(raw: bytes) -> None:
        try:
            taken = take_in_mail(by=by, mail=read_mail(raw), now=now)
        except NotAMail as reason:
            # It would be in the way of all others for ever; whoever looks into the mailbox finds it.
            log.warning("An e-mail was left in the mailbox: %s", reason)
        else:
            log.info("An e-mail was taken in: %s", taken.because)

    fetched: int = import_string(settings.MAIL_FETCH)(settings.MAIL_IN, take)
    return fetched
