"""What is claimed about technicians' skills, and their certificates: the forms that add, renew and revoke."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse

from steadyhand.business.people.actions.add_certificate import add_certificate
from steadyhand.business.people.actions.change_certificate import change_certificate
from steadyhand.business.people.actions.claim_skill import claim_skill
from steadyhand.business.people.actions.revoke_claim import revoke_claim
from steadyhand.business.people.described import DescribedCertificate, DescribedClaim
from steadyhand.business.people.expiry import ExpiryRule
from steadyhand.business.people.growth.ladders import ladders_of
from steadyhand.business.people.levels import Source
from steadyhand.business.people.record import LEVELS, certificate_of, claim_of
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.record.editing import DayInput, EditPage, OnceForm, edit
from steadyhand.pages.common.record.forms import day, text
from steadyhand.pages.common.record.technicians import LEADERS, about, card_or_404, form_view, page_of
from steadyhand.pages.common.saying import saying_for
from steadyhand.shared.clock import read_clock


class LevelForm(OnceForm):
    """A claim about a skill that is named already."""

    level = forms.TypedChoiceField(label="How well", choices=LEVELS, coerce=int)
    source = forms.TypedChoiceField(
        label="How is it known?",
        choices=[(each.value, each.label) for each in Source if each is not Source.SELF],
        required=False,
        empty_value=Source.OBSERVED.value,
        initial=Source.OBSERVED.value,
    )
    evidence = text("On what grounds", 500, help_text="Such as a ride-along and its day, or the name of a test.")
    valid_from = forms.DateField(label="Counts from", required=False, widget=DayInput(), help_text="Empty: today.")
    expires_on = day("Counts until", help_text="The last day; empty for no end. A certificate's own day, for one.")

    def claim(self, name: str, *, today: date) -> DescribedClaim:
        facts = self.facts()
        return DescribedClaim(**{**facts, "name": name, "valid_from": facts["valid_from"] or today})


class SkillForm(LevelForm):
    name = text("Skill", 100, required=True, help_text="A family of machines, or a craft.")
    field_order = ("name",)


class RevokeForm(OnceForm):
    why = text("Why", 300, required=True, help_text="Whoever reads the claim later sees it beside it.")


class CertificateForm(OnceForm):
    vendor = text("Vendor", 100, required=True)
    line = text("Product line", 100, required=True)
    programme = text("Programme", 100, help_text="As the vendor calls it; empty if it has no name.")
    number = text("Number", 60)
    got_on = forms.DateField(label="Got on", required=False, widget=DayInput())
    rule = forms.TypedChoiceField(
        label="How it expires",
        choices=ExpiryRule.choices(),
        required=False,
        empty_value=ExpiryRule.FIXED.value,
        initial=ExpiryRule.FIXED.value,
    )
    expires_on = forms.DateField(
        label="Holds until", required=False, widget=DayInput(), help_text="For a day that the vendor names."
    )
    months = forms.IntegerField(
        label="Months that it holds",
        required=False,
        min_value=1,
        max_value=240,
        help_text="For one that holds so long, or until the end of the year after so many.",
    )
    grace_days = forms.IntegerField(
        label="Days of grace",
        required=False,
        min_value=0,
        max_value=366,
        help_text="So long after that day the vendor still lets it count; it is to be renewed before.",
    )

    def described(self) -> DescribedCertificate:
        """Return what was filled in; the last day is the vendor's with its grace, or reckoned by the rule."""
        facts = self.facts()
        grace_days = facts["grace_days"] or 0
        named_on = facts["expires_on"]
        last_on = named_on + timedelta(days=grace_days) if named_on and facts["rule"] == ExpiryRule.FIXED else None
        return DescribedCertificate(**{**facts, "grace_days": grace_days, "expires_on": last_on})


def certificate_shown(described: DescribedCertificate) -> dict[str, Any]:
    """Return what the form of a certificate begins with: the vendor's own day, before any grace."""
    facts = asdict(described)
    if described.expires_on is not None:
        facts["expires_on"] = described.expires_on - timedelta(days=described.grace_days)
    return facts


@open_to(LEADERS)
@form_view
def skill_add(request: SignedInRequest, technician_id: UUID) -> HttpResponse:
    card = card_or_404(request, technician_id)
    form, saying = SkillForm(request.POST or None), saying_for(request)

    def save() -> str:
        facts = form.claim(form.cleaned_data["name"], today=saying.today)
        claim_skill(by=request.actor, technician_id=technician_id, facts=facts, now=saying.now)
        return page_of(technician_id)

    return edit(request, form, about(card, f"Add a skill of {card.described.name}", save))


@open_to(LEADERS)
@form_view
def skill_change(request: SignedInRequest, skill_id: UUID) -> HttpResponse:
    found = claim_of(request.actor, skill_id)
    if found is None:
        raise Http404
    technician_id, line = found
    card, saying = card_or_404(request, technician_id), saying_for(request)
    form = LevelForm(request.POST or None, initial={"level": line.claim.level})
    field: Any = form.fields["level"]
    rungs = ladders_of(request.actor.tenant_id).of(line.name).rungs
    field.choices = [(level, f"{level} {label}: {rungs[level]}") for level, label in LEVELS]

    def save() -> str:
        facts = form.claim(line.name, today=saying.today)
        claim_skill(by=request.actor, technician_id=technician_id, facts=facts, now=saying.now)
        return page_of(technician_id)

    return edit(request, form, about(card, f"How well does {card.described.name} know {line.name}?", save))


@open_to(LEADERS)
@form_view
def skill_revoke(request: SignedInRequest, skill_id: UUID) -> HttpResponse:
    """Let a claim count no more; it stays to be read."""
    found = claim_of(request.actor, skill_id)
    if found is None:
        raise Http404
    technician_id, line = found
    card, saying = card_or_404(request, technician_id), saying_for(request)
    form = RevokeForm(request.POST or None)

    def save() -> str:
        why = form.cleaned_data["why"]
        revoke_claim(by=request.actor, skill_id=skill_id, why=why, on=saying.today, now=saying.now)
        return page_of(technician_id)

    page = EditPage(
        title=f"Revoke: {line.name}, {dict(LEVELS)[line.claim.level]}",
        back_url=page_of(technician_id),
        back_said=card.described.name,
        save=save,
        said="It counts no more. What stood before it counts again, if it still holds.",
        button="Revoke it",
        intro=f"It rests on {line.claim.source.label}{', as ' + line.by + ' wrote' if line.by else ''}. "
        "It counts no more from today on, and stays to be read with your reason.",
    )
    return edit(request, form, page)


@open_to(LEADERS)
@form_view
def certificate_add(request: SignedInRequest, technician_id: UUID) -> HttpResponse:
    card = card_or_404(request, technician_id)
    form = CertificateForm(request.POST or None)

    def save() -> str:
        facts = form.described()
        add_certificate(by=request.actor, technician_id=technician_id, facts=facts, now=read_clock())
        return page_of(technician_id)

    return edit(request, form, about(card, f"Add a certificate of {card.described.name}", save))


@open_to(LEADERS)
@form_view
def certificate_change(request: SignedInRequest, certificate_id: UUID) -> HttpResponse:
    found = certificate_of(request.actor, certificate_id)
    if found is None:
        raise Http404
    technician_id, certificate = found
    card = card_or_404(request, technician_id)
    form = CertificateForm(request.POST or None, changes=certificate_shown(certificate.described))

    def save() -> str:
        opened = form.opened()
        if opened is not None:
            # What the row itself said: its last day has the grace in it.
            opened = opened | {"expires_on": as_kept(opened)}
        facts, now = form.described(), read_clock()
        change_certificate(by=request.actor, certificate_id=certificate_id, facts=facts, now=now, opened=opened)
        return page_of(technician_id)

    return edit(request, form, about(card, f"Change a certificate of {card.described.name}", save))


@open_to(LEADERS)
@form_view
def certificate_renew(request: SignedInRequest, certificate_id: UUID) -> HttpResponse:
    """Add the certificate that takes another's place; the old one stays with its days."""
    found = certificate_of(request.actor, certificate_id)
    if found is None:
        raise Http404
    technician_id, certificate = found
    card, saying = card_or_404(request, technician_id), saying_for(request)
    begins = certificate_shown(certificate.described) | {"got_on": saying.today, "expires_on": None, "number": ""}
    form = CertificateForm(request.POST or None, initial=begins)

    def save() -> str:
        facts = form.described()
        add_certificate(
            by=request.actor, technician_id=technician_id, facts=facts, now=saying.now, renews=certificate_id
        )
        return page_of(technician_id)

    return edit(request, form, about(card, f"{card.described.name}'s certificate is renewed", save))


def as_kept(opened: Mapping[str, Any]) -> str | None:
    """Return the last day that a form was opened with as the row keeps it."""
    named, grace_days = opened.get("expires_on"), opened.get("grace_days") or 0
    return (date.fromisoformat(str(named)) + timedelta(days=grace_days)).isoformat() if named else None
