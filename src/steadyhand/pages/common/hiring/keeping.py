"""How does a form of hiring become a change, once, with what was typed kept where it can't be?"""

from collections.abc import Callable
from typing import Any

from steadyhand.business.dealership.rules import EVERYBODY, Role
from steadyhand.business.learning.refusing import CannotHire
from steadyhand.pages.common.doors import SignedInRequest
from steadyhand.pages.common.record.editing import OnceForm, forget_draft
from steadyhand.pages.common.saying import saying_for
from steadyhand.shared.once import do_once

LEADS = frozenset({Role.SERVICE_MANAGER, Role.PRINCIPAL})
ALL = EVERYBODY
UNPROCESSABLE = 422


class TapForm(OnceForm):
    """What a button sends: a key of its own."""


def done_once(request: SignedInRequest, form: OnceForm, do: Callable[[], Any]) -> dict[str, Any] | None:
    """Do what a valid form says, once however often it is sent, and return `{"id": …}`; None: the form says why not."""
    if not form.is_valid():
        return None
    try:
        answer = do_once(
            tenant_id=request.actor.tenant_id,
            form_key=str(form.cleaned_data["form_key"]),
            now=saying_for(request).now,
            do=lambda: {"id": str(do() or "")},
        )
    except CannotHire as refused:
        form.add_error(None, str(refused))
        return None
    forget_draft(request)
    return answer
