"""Who reads what is typed into each field? Every free text is for a customer (and then a composer), or stays inside.

A new field fails here until it is one or the other: make it `CustomerWords` if a customer may read or hear it, else
name it below with what it is.
"""

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest
from django import forms

from steadyhand import pages
from steadyhand.pages.common.composing.fields import CustomerWords

TEMPLATES = Path(pages.__file__).parent / "templates"

CUSTOMERS = {
    # their page, by the link
    "technician.closing_form.ClosingForm.told_customer",
    "technician.closing_form.ClosingForm.next_step",
    "technician.attachments.PhotoForm.words",
    "dispatcher.forms.NewCallForm.problem",
    "common.record.forms.NewMachineForm.stands_where",
    "common.record.forms.PlaceForm.stands_where",
    # said or written to them
    "dispatcher.forms.NewCallForm.told_customer",
    "dispatcher.forms.AnswerForm.how",
    "common.promises.telling.TellForm.words",
    "common.followups.forms.ReachedForm.words",
    "common.composing.moment_words.MomentForm.mail",
    "common.composing.moment_words.MomentForm.subject",
    "common.composing.moment_words.MomentForm.text",
    "common.composing.wording.ShippedForm.words",
    "common.composing.wording.OwnForm.words",
    "common.composing.rules.RuleForm.say_instead",
    "common.told.held.DecideForm.words",
    "common.told.owed.PutRightForm.words",
    "common.told.handed.CorrectForm.words",
    "dispatcher.forms.HandForm.words",
    # a candidate reads or hears it
    "common.hiring.answering.LetterForm.subject",
    "common.hiring.answering.LetterForm.words",
    "common.hiring.answering.PhoneForm.words",
}

INSIDE = {
    # what a customer writes to us, or said in words of their own
    "customer.call.MessageForm.words",
    "dispatcher.forms.AskedForForm.words",
    "dispatcher.forms.NewCallForm.said_about_machine",
    "common.record.forms.GoalForm.words",
    "common.followups.praise.PraiseForm.words",
    # a colleague reads it
    "technician.closing_form.ClosingForm.stays_inside",
    "dispatcher.day_plan.forms.PinForm.why",
    "dispatcher.day_plan.forms.MoveInPlanForm.why",
    "dispatcher.day_plan.forms.SetAsideForm.why",
    "common.two_answers.TwoAnswersForm.words",
    # the technician it is about reads it, and whoever leads
    "common.coaching.trained.TrainedForm.title",
    "common.coaching.plan.EndForm.because",
    "common.coaching.week.TalkForm.agreed",
    "common.coaching.week.OutForm.because",
    "common.coaching.ride.RideForm.goal",
    "common.coaching.ride.RideForm.keep",
    "common.coaching.ride.RideForm.change",
    "common.coaching.rollout_plan.RolloutForm.title",
    "common.coaching.rollout.LaterForm.because",
    "common.coaching.heard.HeardForm.words",
    "common.coaching.said_file.EraseForm.because",
    # whoever leads reads it; it may be said to a candidate in person
    "common.hiring.deciding_form.DecideForm.why",
    "common.hiring.candidate_forms.WithdrawForm.why",
    # raters read it, and candidates are asked it
    "common.hiring.kits.kit.AboutForm.about",
    "common.hiring.kits.kit.AboutForm.why",
    "common.hiring.kits.questions.QuestionForm.asks",
    "common.hiring.kits.questions.QuestionForm.listen_for",
    "common.hiring.kits.questions.QuestionForm.anchor_1",
    "common.hiring.kits.questions.QuestionForm.anchor_3",
    "common.hiring.kits.questions.QuestionForm.anchor_5",
    "common.hiring.kits.questions.QuestionForm.why",
    "common.hiring.kits.samples.SampleForm.prepare",
    "common.hiring.kits.samples.SampleForm.candidate_sheet",
    "common.hiring.kits.samples.SampleForm.rater_sheet",
    "common.hiring.kits.samples.SampleForm.why",
    "common.hiring.kits.versions.BackForm.why",
    "common.hiring.kits.files.BringForm.text",
    "common.hiring.kits.files.BringForm.why",
    "common.composing.rules.RuleForm.patterns",
    "common.composing.rules.RuleForm.unless",
    "common.composing.rules.RuleForm.why",
    "common.composing.rules.RuleForm.must_hit",
    "common.composing.rules.RuleForm.must_miss",
    "common.obstacles.stopped.StoppedForm.words",
    "common.obstacles.ask.AskForm.words",
    "common.obstacles.ask.EndHelpForm.words",
    "common.followups.forms.WordsForm.words",
    "common.followups.forms.GiveForm.words",
    "common.followups.new.NewForm.words",
    "common.needs.notice.NoticeForm.if_nothing",
    "common.territory.proposing.ProposeForm.why",
    "common.territory.answering.AnswerProposalForm.why",
    "common.promises.own.OwnForm.cause_words",
    "common.record.forms.CustomerForm.note",
    "common.record.forms.SiteForm.how_to_get_in",
    "common.record.forms.MachineForm.note",
    "dispatcher.promise_forms.KeptForm.how",
    "dispatcher.forms.HandForm.source",
    "common.told.handing.NotSoForm.because",
    "common.told.handed.TruthForm.truth",
    # drills and cases are for the learner and their coach; the principal's module for their own people
    "common.learning.drill.OwnWordsForm.words",
    "common.learning.drill.DoubtForm.words",
    "common.learning.case.CaseForm.words",
    "common.learning.courses.CourseForm.title",
    "common.learning.courses.CourseForm.provider",
    "common.learning.courses.CourseForm.words",
    "common.learning.huddle.HeldForm.words",
    "common.learning.why.WhyForm.why",
    "common.learning.why.WhyForm.for_whom",
    "common.learning.why.WhyForm.is_not",
    # why something is done, for the history
    "technician.steps.StepForm.why",
    "dispatcher.forms.PlanForm.why",
    "dispatcher.forms.NewCallForm.promise_why",
    "dispatcher.forms.ReasonForm.why",
    "dispatcher.promise_forms.TimeForm.sooner_because",
    "dispatcher.promise_forms.AnotherTimeForm.why",
    "common.promises.telling.NewTimeForm.sooner_because",
    "common.record.forms.PlaceForm.why",
    "common.record.meters.CorrectionForm.why",
    "common.record.sent_to.AnswerableForm.why",
    "common.record.sent_to.WishForm.why",
    "common.record.technicians.TechnicianForm.clearances",
    "common.rota.changes.DutyForm.why",
    "common.rota.changes.SwapForm.why",
    "common.rota.changes.LeaveForm.why",
    "admin.settings.SettingForm.why",
    # about technicians, whose own page shows it to them
    "common.people.lists.CourseForm.name",
    "common.people.lists.LadderForm.rung_0",
    "common.people.lists.LadderForm.rung_1",
    "common.people.lists.LadderForm.rung_2",
    "common.people.lists.LadderForm.rung_3",
    "common.people.lists.LadderForm.rung_4",
    "common.people.lists.NeedForm.looks_like",
    "common.people.lists.NeedForm.title",
    "common.people.pairs.EndForm.why",
    "common.people.pairs.GoalsForm.goal_1",
    "common.people.pairs.GoalsForm.goal_2",
    "common.people.pairs.GoalsForm.goal_3",
    "common.people.pairs.ProposeForm.why",
    "common.people.pairs.RideForm.about",
    "common.people.pairs.SheetForm.next_step",
    "common.people.pairs.SheetForm.was_hard",
    "common.people.pairs.SheetForm.went_well",
    "common.people.pairs.WhyForm.why",
    "common.people.person.AnswerForm.words",
    "common.people.person.GoalsForm.goals",
    "common.people.person.OwnClaimForm.evidence",
    "common.record.skills.LevelForm.evidence",
    "common.record.skills.RevokeForm.why",
    # stands in the lines of a shelf
    "common.stock.moving.MoveForm.why",
    "common.stock.moving.RightForm.why",
    "common.stock.moving.LevelForm.why",
    "common.stock.finding.PartForm.find",
    "common.trucks.part.AddForm.why",
    "common.trucks.part.UsedForm.why",
    "common.trucks.part.CorrectForm.why",
    # the other side of a handover reads it
    "common.trucks.handing.HandForm.why",
    "common.trucks.handovers.SettleForm.why",
    "common.trucks.handovers.ReasonForm.why",
    # the service manager reads it, beside the photos
    "common.trucks.audit.AuditForm.words",
    "common.trucks.audit.PhotoForm.words",
    "common.told.held.DecideForm.why",
    # the parts desk decides by it, and reads it beside the request
    "common.parts.asking.AskForPartForm.reason",
    # on whose word it rests what a customer was told
    "common.told.source.SourceForm.who",
    "common.told.source.SourceForm.words",
    # what a customer tells us; their own page alone shows it back
    "customer.call.SurveyForm.words",
    # asked aloud, in words that somebody in charge has set (needs/wording.py refuses what sells)
    "common.needs.questions.AddForm.words",
    "common.needs.questions.RewordForm.words",
    "dispatcher.guide_forms.QuestionForm.words",
    "dispatcher.guide_forms.StepsForm.lines",
    # names and addresses
    "technician.attachments.SignOffForm.words",
    "dispatcher.forms.NewCallForm.caller_name",
    "dispatcher.promise_forms.TimeForm.to_whom",
    "common.record.forms.CustomerForm.name",
    "common.record.forms.SiteForm.name",
    "common.record.forms.SiteForm.street",
    "common.record.forms.ContactForm.name",
    "common.record.forms.GoalForm.said_by",
    "common.record.technicians.TechnicianForm.name",
    "common.record.catalogue.PartForm.name",
    "common.parts.suppliers.SupplierForm.name",
    "common.parts.suppliers.SupplierForm.makers",
    "common.needs.routing.RuleForm.customer",
    "common.followups.new.NewForm.customer",
    "common.set_up_form.FirmForm.firm_name",
    "common.set_up_form.FirmForm.street",
    "common.set_up_form.SetUpForm.name",
    "admin.branches.BranchForm.street",
    "admin.people.InviteForm.name",
    "admin.webhooks.WebhookForm.address",
    "admin.history.FilterForm.person",
}
# As long as a sentence, or drawn as more than one line.
A_SENTENCE = 200
# Drawn by hand, for customers or by whoever reads them.
BY_HAND = {
    "customer/call.html",  # what the customer writes
    "coaching/_replies.html",  # a technician answers what was said about them
    "dispatcher/_asked_for.html",  # in the customer's words
    "parts_desk/one.html",  # the parts desk asks back, refuses or takes back; whoever asked reads why
    "admin/person.html",  # a colleague's invitation, not to be typed in
}


def free_texts() -> Iterator[tuple[str, bool]]:
    """Yield each field for free text, where its form declares it, and whether it is for a customer."""
    for found in walk_packages(pages.__path__, f"{pages.__name__}."):
        import_module(found.name)
    for form in _forms_below(forms.Form):
        where = f"{form.__module__}.{form.__name__}".removeprefix(f"{pages.__name__}.")
        if form.__module__.startswith(pages.__name__):
            yield from ((f"{where}.{name}", _is_for_customer(field)) for name, field in _own(form) if _is_free(field))


def _forms_below(form: type[forms.Form]) -> Iterator[type[forms.Form]]:
    for below in form.__subclasses__():
        yield below
        yield from _forms_below(below)


def _own(form: type[forms.Form]) -> list[tuple[str, forms.Field]]:
    """Return the fields that a form declares itself, or declares anew."""
    inherited: dict[str, forms.Field] = {}
    for base in reversed(form.__mro__[1:]):
        inherited |= getattr(base, "declared_fields", {})
    return [(name, field) for name, field in form.declared_fields.items() if inherited.get(name) is not field]


def _is_for_customer(field: forms.Field) -> bool:
    return isinstance(field, CustomerWords)


def _is_free(field: forms.Field) -> bool:
    if type(field) not in (forms.CharField, CustomerWords) or isinstance(field.widget, forms.HiddenInput):
        return False
    return isinstance(field.widget, forms.Textarea) or (getattr(field, "max_length", 0) or 0) >= A_SENTENCE


def test_every_free_text_is_for_a_customer_or_stays_inside() -> None:
    found = dict(free_texts())

    assert {name for name, is_for_customer in found.items() if is_for_customer} == CUSTOMERS
    assert {name for name, is_for_customer in found.items() if not is_for_customer} == INSIDE


def test_no_other_field_for_words_is_drawn_by_hand() -> None:
    drawn = {str(file.relative_to(TEMPLATES)) for file in TEMPLATES.rglob("*.html") if "<textarea" in file.read_text()}

    assert drawn == BY_HAND


@pytest.mark.parametrize("name", ["reads-customer", "stays-inside"])
def test_each_box_says_whose_it_is(name: str) -> None:
    kind = {"reads-customer": "customer", "stays-inside": "inside"}[name]
    mark = f'{{% include "parts/_box_mark.html" with kind="{kind}" %}}'
    boxes = 0
    for file in TEMPLATES.rglob("*.html"):
        for found in re.finditer(rf"<(\w+)[^>]*?class=\"[^\"]*\b{name}\b[^>]*>", file.read_text()):
            boxes += 1
            beginning = file.read_text()[found.end() : found.end() + 160]
            # A box that unfolds says it in its own line.
            assert mark in beginning or 'name="lock" %}\n            Stays inside' in beginning, (
                file.name,
                found.group(),
            )
    assert boxes > 3


def test_a_page_on_which_somebody_writes_to_a_customer_brings_the_composer() -> None:
    heads = {file.name for file in TEMPLATES.rglob("*.html") if "composing/_head.html" in file.read_text()}

    assert heads == {
        "close.html",
        "files.html",
        "new_call.html",
        "call.html",
        "one.html",
        "answer.html",
        "form.html",
        "step.html",
    }
