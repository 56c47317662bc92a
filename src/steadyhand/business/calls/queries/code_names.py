"""How does the dealership call its codes?"""

from collections.abc import Collection

from steadyhand.business.calls.models import Code
from steadyhand.shared.actor import Actor


def names_of_codes(by: Actor, codes: Collection[str]) -> dict[tuple[str, str], str]:
    """Return the names of these codes by kind and code. One query."""
    rows = Code.objects.visible_to(by).filter(code__in=codes).order_by("id").values_list("kind", "code", "name")
    return {(kind, code): name for kind, code, name in rows}
