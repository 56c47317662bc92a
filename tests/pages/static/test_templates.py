"""Do the layouts and parts say what they are given, tie errors to fields, and survive a broken database?"""

from types import SimpleNamespace
from typing import Any

import pytest
from django import forms
from django.template.loader import get_template, render_to_string

from steadyhand.pages.common.navigation import Place

DANA = SimpleNamespace(name="Dana Ortiz", user_id="0197-dana")
HARBOR = SimpleNamespace(name="Harbor Office Technology", phone="(212) 555 0123", clock="12")


class CallForm(forms.Form):
    serial = forms.CharField(label="Serial number", help_text="Behind the front door.")
    urgency = forms.ChoiceField(
        label="How urgent is it?", widget=forms.RadioSelect, choices=[("d", "Down"), ("w", "Waits")]
    )
    contact = forms.CharField(label="Contact", required=False)


def part(name: str, **context: Any) -> str:
    """Return a part's HTML with its white space evened out."""
    return " ".join(render_to_string(f"parts/{name}.html", context).split())


def test_a_broken_database_still_gets_an_honest_page() -> None:
    # Without the db fixture any query fails this test.
    html = get_template("500.html").render()

    assert "<h1>Something broke on our side</h1>" in html
    assert "htmx" not in html


@pytest.mark.parametrize("page", ["400.html", "403.html", "403_csrf.html", "404.html"])
def test_an_error_page_names_the_dealership_and_leads_on(page: str) -> None:
    html = render_to_string(page, {"dealership": HARBOR})

    assert "Harbor Office Technology" in html
    assert 'href="tel:(212)5550123"' in html
    assert '<a href="/">Go to the start</a>' in html


def test_a_field_is_described_by_its_hint_and_its_error() -> None:
    html = part("_field", field=CallForm({})["serial"])

    assert '<label for="id_serial">' in html
    assert 'aria-describedby="id_serial_helptext id_serial_error"' in html
    assert 'id="id_serial_helptext">Behind the front door.' in html
    assert '<div id="id_serial_error">' in html


def test_a_group_of_choices_is_described_by_its_error() -> None:
    html = part("_field", field=CallForm({})["urgency"])

    assert '<fieldset class="field has-error" aria-describedby="id_urgency_error">' in html
    assert "<legend> How urgent is it? </legend>" in html


def test_only_what_may_stay_empty_says_so() -> None:
    assert "(optional)" in part("_field", field=CallForm()["contact"])
    assert "(optional)" not in part("_field", field=CallForm()["serial"])


def test_the_error_summary_leads_to_each_field() -> None:
    form = CallForm({})
    form.add_error(None, "This machine is at another customer.")

    html = part("_error_summary", form=form)

    assert "<li>This machine is at another customer.</li>" in html
    assert '<a href="#id_serial">Serial number: This field is required.</a>' in html
    assert '<a href="#id_urgency">How urgent is it? This field is required.</a>' in html


def test_a_form_without_errors_has_no_summary() -> None:
    assert part("_error_summary", form=CallForm()) == ""


def test_zero_is_a_fact_and_nothing_is_not_known() -> None:
    html = part("_facts", facts=[("Pages", 0), ("Purchase order", "")])

    assert "<dd> 0 </dd>" in html
    assert '<span class="quiet">not known</span>' in html


def test_what_people_typed_is_never_html() -> None:
    html = part("_facts", facts=[("Customer", "<script>x</script>")])

    assert "&lt;script&gt;x&lt;/script&gt;" in html


def test_a_state_says_its_word() -> None:
    html = part("_state", word="Hold for parts", kind="held")

    assert html.startswith('<span class="state state-held">')
    assert "icons.svg#held" in html
    assert html.endswith("Hold for parts </span>")


def test_a_table_names_its_rows_and_shows_states() -> None:
    row = {
        "url": "/calls/1",
        "name": "Chen Family Clinic",
        "cells": [({"word": "Done", "kind": "done"}, ""), (0, "number")],
    }

    html = part("_table", table_id="t", caption="Calls", columns=[("Customer", ""), ("State", "")], rows=[row])

    assert '<th scope="row"> <a href="/calls/1">Chen Family Clinic</a> </th>' in html
    assert "icons.svg#done" in html
    assert '<td class="number"> 0 </td>' in html


def test_the_office_marks_where_one_is() -> None:
    row = [Place("Board", "/board/", is_current=True), Place("Calls", "/calls/", is_current=False)]

    html = " ".join(render_to_string("base.html", {"places_row": row, "actor": DANA, "dealership": HARBOR}).split())

    assert '<a class="place" href="/board/" aria-current="page">Board</a>' in html
    assert html.count("aria-current") == 1
    assert 'data-draft-owner="0197-dana" data-clock="12"' in html


def test_nobody_signed_in_has_no_menu() -> None:
    assert "Sign out" in render_to_string("phone.html", {"actor": DANA})
    assert "Sign out" not in render_to_string("phone.html", {"actor": None})
