"""By which rules are words looked at? The shipped ones to be read, and a dealership's own to be added and changed."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from steadyhand.business.conversations.actions.keep_own_rule import add_own_rule, change_own_rule
from steadyhand.business.conversations.guard.findings import Label, Tier
from steadyhand.business.conversations.guard.measured import Measured, measured
from steadyhand.business.conversations.guard.rules.rule import Rule
from steadyhand.business.conversations.guard.rules.trying import unmarked
from steadyhand.business.conversations.guard.shipped import shipped_rules
from steadyhand.business.conversations.own_rules.reading import CannotRule, RuleTold, lines_of, rule_told
from steadyhand.business.conversations.queries.own_rules import (
    LAST,
    OwnLine,
    all_own_rules,
    own_alone,
    own_rule,
    would_find,
)
from steadyhand.business.customers.described import CannotKeep
from steadyhand.business.dealership.rules import EVERYBODY
from steadyhand.business.insight.saying import share_said
from steadyhand.pages.common.composing.fields import CustomerWords
from steadyhand.pages.common.composing.plain_words import LONGEST_TYPED, WORDERS
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.record.editing import UNPROCESSABLE, EditPage, OnceForm, edit, shown
from steadyhand.pages.common.told.marked import label_said, rule_said
from steadyhand.pages.common.without_signal import readable_today
from steadyhand.shared.clock import read_clock

SURE = {
    Tier.CONFIRM: "It confirms: it is surely so",
    Tier.NUDGE: "It nudges: it may be so",
}
LONGEST = 6000


class RuleForm(OnceForm):
    """A rule of their own."""

    name = forms.SlugField(
        label="Name",
        max_length=60,
        help_text="Small letters and hyphens, as in “the-move”. It stands in the mirror.",
        error_messages={
            "required": "Give it a name by which it is found again.",
            "invalid": "The name is small letters, digits and hyphens, as in “the-move”.",
        },
    )
    label = forms.ChoiceField(label="What it finds", choices=[(each.value, label_said(each)) for each in Label])
    tier = forms.ChoiceField(label="How sure it is", choices=[(each.value, said) for each, said in SURE.items()])
    patterns = forms.CharField(
        label="What it looks for",
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 3}),
        help_text="Words as they are said, one thing a line. Capitals and accents don't matter.",
        error_messages={"required": "Write what it looks for, one thing a line."},
    )
    is_pattern = forms.BooleanField(
        label="These are patterns",
        required=False,
        help_text="As in the rules' files: (a|b), a?, {0,3}, &lt;office&gt;. What may never end is refused.",
    )
    unless = forms.CharField(
        label="Not where this stands in the sentence",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 2}),
    )
    why = forms.CharField(
        label="Why it matters",
        max_length=300,
        help_text="A sentence for the writer.",
        error_messages={"required": "Write why it matters: whoever reads it wants to know."},
    )
    say_instead = CustomerWords(
        label="Say instead",
        rows=2,
        is_line=True,
        max_length=600,
        help_text="A whole sentence. {said} is what was found.",
        error_messages={"required": "Write what says it better, as a customer can read it."},
    )
    must_hit = forms.CharField(
        label="It must find something in",
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 3}),
        help_text="At least two sentences, one a line: its tests.",
        error_messages={"required": "Write two sentences that it must find something in."},
    )
    must_miss = forms.CharField(
        label="It must find nothing in",
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 3}),
        help_text="At least two that are close to it, and fine.",
        error_messages={"required": "Write two sentences that it must find nothing in."},
    )

    def told(self) -> RuleTold:
        """Return the rule that was typed, once the form is valid."""
        facts = self.facts()
        facts.pop("is_off", None)
        return RuleTold(**facts | {"label": Label(facts["label"]), "tier": Tier(facts["tier"])})


class ChangeRuleForm(RuleForm):
    """The same of a rule that is there."""

    is_off = forms.BooleanField(label="It is switched off", required=False)


@dataclass(frozen=True, slots=True)
class RuleSaid:
    """A rule as the page shows it."""

    name: str
    said: str
    label: str
    is_nudge: bool
    hits: tuple[str, ...]
    why: str
    say_instead: str
    precision: str
    rule_id: UUID | None = None
    is_off: bool = False
    wrong: str = ""


@open_to(WORDERS)
@require_safe
def rules(request: SignedInRequest) -> HttpResponse:
    """Show all rules, or those in which what was typed stands: their own first."""
    typed = request.GET.get("words", "").strip()[:LONGEST_TYPED]
    own = [each for each in map(_own_said, all_own_rules(request.actor)) if _holds(each, typed)]
    ours = [each for each in map(_shipped_said, shipped_rules().rules) if _holds(each, typed)]
    groups = [(label_said(label), [each for each in ours if each.label == label_said(label)]) for label in Label]
    context = {
        "typed": typed,
        "own": own,
        "groups": [(label, those) for label, those in groups if those],
        "count": len(own) + len(ours),
    }
    return shown(request, "composing/rules.html", context)


@open_to(WORDERS)
@require_http_methods(["GET", "POST"])
def new_rule(request: SignedInRequest) -> HttpResponse:
    """Add a rule, or see first what it would have found."""
    form = RuleForm(request.POST or None)
    save = _Saving(lambda: add_own_rule(by=request.actor, told=form.told(), now=read_clock()))
    return _form_page(request, form, "A rule of your own", save)


@open_to(WORDERS)
@require_http_methods(["GET", "POST"])
def change_rule(request: SignedInRequest, own_rule_id: UUID) -> HttpResponse:
    """Change a rule of their own, or switch it off."""
    known = own_rule(request.actor, own_rule_id)
    if known is None:
        raise Http404
    told = known.told
    facts = {name: getattr(told, name) for name in RuleForm.base_fields if name != "form_key"}
    facts |= {"label": told.label.value, "tier": told.tier.value, "is_off": known.is_off}
    form = ChangeRuleForm(request.POST or None, changes=facts)
    save = _Saving(
        lambda: change_own_rule(
            by=request.actor,
            rule_id=own_rule_id,
            told=form.told(),
            is_off=form.cleaned_data["is_off"],
            opened=form.opened(),
            now=read_clock(),
        )
    )
    return _form_page(request, form, rule_said(told.name).capitalize(), save, wrong=known.wrong)


@open_to(EVERYBODY)
@require_safe
@readable_today
def portable(request: SignedInRequest) -> HttpResponse:
    """Hand their own rules to the composer, which looks by them where there is no signal."""
    return JsonResponse(own_alone(request.actor.tenant_id).portable())


class _Saving:
    """What saves, with a refusal as the form says it."""

    def __init__(self, act: Any) -> None:
        self._act = act

    def __call__(self) -> str:
        try:
            self._act()
        except CannotRule as refused:
            raise CannotKeep(str(refused)) from refused
        return reverse("guard-rules")


def _form_page(request: SignedInRequest, form: RuleForm, title: str, save: _Saving, *, wrong: str = "") -> HttpResponse:
    page = EditPage(
        title=title,
        back_url=reverse("guard-rules"),
        back_said="Rules for words",
        save=save,
        said="Saved. Words are looked at by it from now on.",
        intro=wrong or "It is tried on your examples before it is saved, and never keeps anything from being sent.",
        template="composing/rule_form.html",
        extra={"last": LAST},
    )
    if request.method == "POST" and "try" in request.POST and form.is_valid():
        return _tried(request, form, page)
    return edit(request, form, page)


def _tried(request: SignedInRequest, form: RuleForm, page: EditPage) -> HttpResponse:
    """Show what the rule would have found, with the form as it was typed; nothing is kept."""
    found = None
    try:
        found = would_find(request.actor, rule_told(form.told()))
    except CannotRule as refused:
        form.add_error(None, str(refused))
    context = {"page": page, "form": form, "found": found, "last": LAST}
    return shown(request, page.template, context, status=UNPROCESSABLE if form.errors else 200)


def _holds(said: RuleSaid, typed: str) -> bool:
    text = " ".join((said.name, said.said, said.label, said.why, said.say_instead, *said.hits)).lower()
    return all(word in text for word in typed.lower().split())


def _shipped_said(rule: Rule) -> RuleSaid:
    counted = measured().get(rule.name)
    return RuleSaid(
        name=rule.name,
        said=rule_said(rule.name),
        label=label_said(rule.label),
        is_nudge=rule.tier is Tier.NUDGE,
        hits=tuple(unmarked(each)[0] for each in rule.must_hit[:2]),
        why=rule.why,
        say_instead=rule.say_instead,
        precision=_precision(counted) if counted else "never counted",
    )


def _precision(counted: Measured) -> str:
    """Return how often it was right, and on how many hits that rests, its own examples among them."""
    hits = counted.right + counted.examples + counted.wrong
    return f"right in {share_said(counted.precision)} of {hits:,} hits, its examples among them"


def _own_said(line: OwnLine) -> RuleSaid:
    told = line.told
    return RuleSaid(
        name=told.name,
        said=rule_said(told.name),
        label=label_said(told.label),
        is_nudge=told.tier is Tier.NUDGE,
        hits=tuple(unmarked(each)[0] for each in lines_of(told.must_hit)[:2]),
        why=told.why,
        say_instead=told.say_instead,
        precision="yours: tried on your examples only",
        rule_id=line.id,
        is_off=line.is_off,
        wrong=line.wrong,
    )
