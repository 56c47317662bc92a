"""Whom to ring back, and how phone fixes went."""

from datetime import date, timedelta

import pytest
from tests.builders import MONDAY, a_branch, a_code, a_customer, a_machine, a_site
from tests.builders.desk import dana
from tests.builders.phone import TUESDAY, a_call_tried_by_phone

from steadyhand.business.calls.actions.check_phone_fix import check_phone_fix
from steadyhand.business.calls.queries.phone_fixes import PhoneFigures, checks_due, phone_figures, tried_by_phone
from steadyhand.business.calls.queries.phone_guide import Odds, phone_odds

pytestmark = pytest.mark.django_db
NEXT_DAY = MONDAY + timedelta(days=1)


def test_a_fix_is_to_be_checked_from_its_day_on_until_somebody_has_asked() -> None:
    by = dana()
    call = a_call_tried_by_phone()

    early = checks_due(by, on=date(2026, 3, 9))
    due = checks_due(by, on=date(2026, 3, 12))
    check_phone_fix(by=by, call_id=call.id, has_held=True, now=NEXT_DAY)

    assert early == ()
    assert [(each.number, each.who, each.phone) for each in due] == [(call.ref, "Chen Family Clinic", "(614) 555-0148")]
    assert checks_due(by, on=date(2026, 3, 12)) == ()


def test_another_branch_is_not_asked_about() -> None:
    a_call_tried_by_phone(machine=a_machine(site=a_site(a_customer(branch=a_branch("DAY")))))

    assert checks_due(dana(branch=a_branch("COL")), on=TUESDAY) == ()
    assert checks_due(dana(), on=TUESDAY, branch_id=a_branch("COL").id) == ()
    assert len(checks_due(dana(), on=TUESDAY, branch_id=a_branch("DAY").id)) == 1


def test_figures_count_what_was_tried_fixed_and_held() -> None:
    by, jam = dana(), a_code()
    held, not_held = a_call_tried_by_phone(problem_code=jam), a_call_tried_by_phone(problem_code=jam)
    a_call_tried_by_phone(problem_code=jam)
    a_call_tried_by_phone(was_fixed=False, problem_code=jam)
    check_phone_fix(by=by, call_id=held.id, has_held=True, now=NEXT_DAY)
    check_phone_fix(by=by, call_id=not_held.id, has_held=False, now=NEXT_DAY)

    assert phone_figures(by, since=MONDAY, until=NEXT_DAY) == PhoneFigures(tried=4, fixed=3, held=1, not_held=1)
    assert phone_odds(by, problem_code_id=jam.id, since=MONDAY) == Odds(tried=4, fixed=2)
    assert phone_figures(by, since=NEXT_DAY, until=NEXT_DAY + timedelta(days=1)).tried == 0


def test_a_call_says_what_was_tried() -> None:
    call = a_call_tried_by_phone(was_fixed=False)

    (tried,) = tried_by_phone(dana(), call.id)

    assert tried.steps == ("Push the tray in until it clicks.", "Make one copy.")
    assert tried.tried_by == "Dana Whitfield"
