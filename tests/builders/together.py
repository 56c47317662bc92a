"""Two people at the same moment: real threads, each with its own connection to the database."""

import threading
from collections.abc import Callable
from typing import Any

from django.db import connection


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Do all of it at the same moment; return, in order, what each led to or the error that it met."""
    together = threading.Barrier(len(acts))
    results: list[Any] = [None] * len(acts)

    def do(place: int) -> None:
        together.wait()
        try:
            results[place] = acts[place]()
        except Exception as error:  # noqa: BLE001  # whatever it is, the test looks at it
            results[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=do, args=(place,)) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def the_refused(results: list[Any], *, kind: type[Exception]) -> Exception:
    """Return the one error among results; everything else must have gone well."""
    errors = [result for result in results if isinstance(result, BaseException)]
    assert len(errors) == 1, results
    assert isinstance(errors[0], kind), repr(errors[0])
    return errors[0]
