"""In which words does a dealership tell its customers of the fifteen moments? Its own where it has some."""

from dataclasses import dataclass
from uuid import UUID

from steadyhand.business.conversations.models import MomentWording
from steadyhand.business.conversations.moments.moment import Moment
from steadyhand.business.conversations.moments.templates import ENGLISH, BadTemplate, Template, shipped
from steadyhand.business.conversations.moments.wording import template_from


@dataclass(frozen=True, slots=True)
class MomentWords:
    """A moment's words as they go, and as they were shipped."""

    template: Template
    shipped: Template

    @property
    def is_own(self) -> bool:
        return self.template != self.shipped


def own_templates(tenant_id: UUID) -> dict[str, Template]:
    """Return a dealership's own words by `language:moment`. One query.

    What a later version can't fill any more isn't used: the shipped words go instead.
    """
    found = {}
    for row in MomentWording.objects.of(tenant_id):
        before = shipped(row.language).get(Moment(row.moment))
        if before is None:
            continue
        try:
            found[f"{row.language}:{row.moment}"] = template_from(
                before, subject=row.subject, text=row.text, mail=row.mail
            )
        except BadTemplate:
            continue
    return found


def moment_words(tenant_id: UUID, *, language: str = ENGLISH) -> tuple[MomentWords, ...]:
    """Return the words of every moment in a language, in the order of a call. One query."""
    own, ours = own_templates(tenant_id), shipped(language)
    return tuple(
        MomentWords(own.get(f"{language}:{moment}", ours[moment]), ours[moment]) for moment in Moment if moment in ours
    )
