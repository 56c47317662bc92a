"""My own words: what the guard found in what I told customers. Nobody else can open them."""

from datetime import timedelta

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from steadyhand.business.dealership.rules import EVERYBODY
from steadyhand.business.insight.mirror import SPANS
from steadyhand.business.insight.queries.mirror import own_messages, own_share
from steadyhand.business.insight.saying import share_said
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.record.editing import shown
from steadyhand.pages.common.saying import saying_for
from steadyhand.pages.common.told.marked import shown_message

USUAL = 13
PAGE = 25
# Further back nobody turns page by page.
MOST_PAGES = 400
LONGEST_NUMBER = 6


@open_to(EVERYBODY)
@require_safe
def mine(request: SignedInRequest) -> HttpResponse:
    """Show one's own messages with findings. Whose they are isn't asked: they are of whoever is signed in."""
    saying, weeks = saying_for(request), _weeks(request)
    page = page_number(request)
    since = saying.now - timedelta(weeks=weeks)
    share = own_share(request.actor, since=since, until=saying.now)
    found = own_messages(request.actor, since=since, until=saying.now, skip=(page - 1) * PAGE, most=PAGE)
    context = {
        "spans": [(f"{each} weeks", f"{reverse('own-words')}?weeks={each}", each == weeks) for each in SPANS],
        "share": share,
        "share_said": share_said(share.value) if share.value is not None else "",
        "lines": [(shown_message(each), saying.when(each.at)) for each in found.messages],
        "previous_url": f"{reverse('own-words')}?weeks={weeks}&page={page - 1}" if page > 1 else "",
        "next_url": f"{reverse('own-words')}?weeks={weeks}&page={page + 1}" if found.has_more else "",
    }
    return shown(request, "told/mine.html", context)


def page_number(request: SignedInRequest) -> int:
    """Read which page of a list is asked for; what can't be read means the first."""
    asked = request.GET.get("page", "")
    is_number = asked.isascii() and asked.isdecimal() and len(asked) <= LONGEST_NUMBER
    return min(MOST_PAGES, max(1, int(asked))) if is_number else 1


def _weeks(request: SignedInRequest) -> int:
    return next((each for each in SPANS if str(each) == request.GET.get("weeks", "")), USUAL)
