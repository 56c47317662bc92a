"""Where does an administrator begin, while no dealership is there?"""

from urllib.parse import urlsplit

# Addresses on which a server listens, but which no browser can open.
EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}  # noqa: S104  # compared, not bound


def new_set_up_url(address: str) -> str:
    """Return where a dealership is set up, at this server's address or, behind a proxy, at the one people know.

    Older links open nothing from then on.

    Raises:
        CannotRunItSo: there is a dealership already.
    """
    from django.conf import settings  # noqa: PLC0415  # the application is awake by now
    from django.urls import reverse  # noqa: PLC0415

    from steadyhand.business.dealership.actions.make_set_up_link import make_set_up_link  # noqa: PLC0415
    from steadyhand.shared.clock import read_clock  # noqa: PLC0415

    token = make_set_up_link(maker="steadyhand", now=read_clock())
    known = next(iter(settings.CSRF_TRUSTED_ORIGINS), "") or _openable(address)
    return f"{known.rstrip('/')}{reverse('set-up', args=[token])}"


def _openable(address: str) -> str:
    parts = urlsplit(address)
    host = EVERYWHERE.get(parts.hostname or "")
    return f"{parts.scheme}://{host}:{parts.port}" if host else address
