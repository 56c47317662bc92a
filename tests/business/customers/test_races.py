"""Two people write one customer number at the same moment: one of them has it, the other is told in a sentence."""

from datetime import timedelta
from functools import partial

import pytest
from tests.builders import MONDAY, a_branch, a_customer
from tests.builders.desk import dana
from tests.builders.together import at_once, the_refused

from steadyhand.business.customers.actions.add_customer import add_customer
from steadyhand.business.customers.actions.change_customer import change_customer
from steadyhand.business.customers.described import CannotKeep, DescribedCustomer
from steadyhand.business.customers.models import Customer
from steadyhand.shared.history import changes_of

pytestmark = pytest.mark.django_db(transaction=True)


def described(name: str, *, ref: str) -> DescribedCustomer:
    return DescribedCustomer(ref=ref, name=name, branch_id=a_branch().id)


def test_a_customer_number_is_given_once() -> None:
    by, branch = dana(), a_branch()

    results = at_once(
        *(
            partial(add_customer, by=by, facts=described(name, ref="C77"), country="US", now=MONDAY)
            for name in ("Chen Family Clinic", "Lanick Family Clinic")
        )
    )

    assert "Customer number C77 is taken" in str(the_refused(results, kind=CannotKeep))
    clinic = Customer.objects.of(branch.tenant_id).get(ref="C77")
    assert [change.verb for change in changes_of(branch.tenant_id, [clinic.id])] == ["customer added"]


def test_two_unnumbered_customers_get_numbers_of_their_own() -> None:
    by, branch = dana(), a_branch()

    results = at_once(
        *(
            partial(add_customer, by=by, facts=described(name, ref=""), country="US", now=MONDAY)
            for name in ("Chen Family Clinic", "Lanick Family Clinic")
        )
    )

    assert sorted(Customer.objects.of(branch.tenant_id).values_list("id", flat=True)) == sorted(results)


def test_a_number_is_not_changed_to_by_two() -> None:
    by, chen, lanick = dana(), a_customer(), a_customer("Lanick Family Clinic")

    results = at_once(
        *(
            partial(
                change_customer,
                by=by,
                customer_id=clinic.id,
                facts=described(clinic.name, ref="C77"),
                country="US",
                now=MONDAY + timedelta(minutes=1),
            )
            for clinic in (chen, lanick)
        )
    )

    assert "Customer number C77 is taken" in str(the_refused(results, kind=CannotKeep))
    assert Customer.objects.of(chen.tenant_id).filter(ref="C77").count() == 1
    assert len(changes_of(chen.tenant_id, [chen.id, lanick.id])) == 1
