"""Who acts when something happens in a made-up dealership? The people it is said of, with the rights they hold."""

from uuid import UUID

from steadyhand.business.dealership.models import User
from steadyhand.business.dealership.queries import actor_for
from steadyhand.business.people.models import Technician
from steadyhand.shared.actor import Actor, the_system
from steadyhand.simulator.landing.ids import Ids


class Actors:
    """Looks everybody up once."""

    def __init__(self, ids: Ids, tenant_id: UUID) -> None:
        self._ids = ids
        self._tenant_id = tenant_id
        self._named: dict[str, Actor] = {}
        self._technicians: dict[str, Actor] = {}

    def named(self, name: str) -> Actor:
        """Return who signs in under this name; a customer or a program acts as the system does."""
        if name not in self._named:
            user_id = User.objects.of(self._tenant_id).filter(name=name).values_list("id", flat=True).first()
            self._named[name] = actor_for(user_id) if user_id else the_system(self._tenant_id, name)
        return self._named[name]

    def technician(self, key: str) -> Actor:
        if key not in self._technicians:
            rows = Technician.objects.of(self._tenant_id).filter(id=UUID(self._ids.of(key)))
            user_id = rows.values_list("user_id", flat=True).get()
            self._technicians[key] = actor_for(user_id) if user_id else the_system(self._tenant_id, key)
        return self._technicians[key]
