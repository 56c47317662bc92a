"""Real rows in a line: one cast everywhere. Dana dispatches, Bruno drives, Chen's clinic has the copier.

    call = a_call(machine=a_machine(serial="AB-1234"))

Odd states are reached through the application's own actions, not by setting fields.
"""

from tests.builders.record import (
    MONDAY,
    a_branch,
    a_call,
    a_certificate,
    a_code,
    a_contact,
    a_contract,
    a_customer,
    a_dealership,
    a_goal,
    a_machine,
    a_meter,
    a_model,
    a_part,
    a_reading,
    a_site,
    a_skill,
    a_technician,
    a_user,
    a_visit,
    an_actor,
)

__all__ = [
    "MONDAY",
    "a_branch",
    "a_call",
    "a_certificate",
    "a_code",
    "a_contact",
    "a_contract",
    "a_customer",
    "a_dealership",
    "a_goal",
    "a_machine",
    "a_meter",
    "a_model",
    "a_part",
    "a_reading",
    "a_site",
    "a_skill",
    "a_technician",
    "a_user",
    "a_visit",
    "an_actor",
]
