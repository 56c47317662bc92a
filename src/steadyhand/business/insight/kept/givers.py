"""Whose own figures may be looked at? Whoever gave promises, by name: chosen one at a time, never side by side."""

from uuid import UUID

from steadyhand.business.dealership.models import User
from steadyhand.business.insight.kept.reading import Cohort, promised_for
from steadyhand.shared.actor import Actor


def givers_of(by: Actor, cohort: Cohort) -> tuple[tuple[UUID, str], ...]:
    """Return who gave promises of a cohort, by name. Two queries."""
    ids = promised_for(by, cohort).order_by().values_list("given_by_id", flat=True).distinct()
    people = User.objects.of(by.tenant_id).filter(id__in=[each for each in ids if each]).order_by("name", "id")
    return tuple(people.values_list("id", "name"))
