"""Which port is free?"""

import errno
import socket

from steadyhand.commands.application import CannotDo

# So many neighbours are tried; a machine with more of them taken wants a port named.
NEIGHBOURS = 50


def is_free(host: str, port: int) -> bool:
    """Tell whether a server could listen there.

    Raises:
        CannotDo: the host is not one of this machine's addresses, or the port needs more rights.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        # As the server itself does, so that a port just left by one doesn't count as taken.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
            probe.listen(1)
        except OSError as problem:
            if problem.errno == errno.EADDRINUSE:
                return False
            raise CannotDo(
                f"{host}:{port} can't be used ({problem.strerror or problem}): name an address of this machine with "
                "--host and a port above 1023 with --port."
            ) from problem
        return True


def choose_port(host: str, *, wanted: int, is_fixed: bool) -> int:
    """Return the wanted port, or, unless it is fixed, the next free one.

    Raises:
        CannotDo: it is fixed and taken, or everything near it is.
    """
    if is_free(host, wanted):
        return wanted
    if is_fixed:
        raise CannotDo(f"Port {wanted} on {host} is taken by another program: stop that, or name another with --port.")
    for port in range(wanted + 1, wanted + NEIGHBOURS):
        if is_free(host, port):
            return port
    raise CannotDo(f"Ports {wanted} to {wanted + NEIGHBOURS - 1} on {host} are all taken: name one with --port.")
