"""Who does what here? Roles and what follows from them: values in, values out."""

from enum import StrEnum


class Role(StrEnum):
    """What somebody is here for. A person may hold several."""

    TECHNICIAN = "technician"
    DISPATCHER = "dispatcher"
    SERVICE_MANAGER = "service_manager"
    SALES = "sales"
    IT_SPECIALIST = "it_specialist"
    PARTS = "parts"
    ADMINISTRATOR = "administrator"
    PRINCIPAL = "principal"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Role.TECHNICIAN: "technician",
    Role.DISPATCHER: "dispatcher",
    Role.SERVICE_MANAGER: "service manager",
    Role.SALES: "sales",
    Role.IT_SPECIALIST: "IT specialist",
    Role.PARTS: "parts",
    Role.ADMINISTRATOR: "administrator",
    Role.PRINCIPAL: "principal",
}

# Everybody who works in the office: they may look at the whole record of their branches.
OFFICE = frozenset(Role) - {Role.TECHNICIAN}
# Who may take, plan and change calls.
DESK = frozenset({Role.DISPATCHER, Role.SERVICE_MANAGER})
EVERYBODY = frozenset(Role)
# Who may change the dealership itself: people, branches, imports.
STEWARDS = frozenset({Role.ADMINISTRATOR, Role.PRINCIPAL})
