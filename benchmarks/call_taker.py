"""Takes a call for every line on standard input, by the dispatcher's own flow, and says how long it took."""

import sys
import time

import django


def main() -> None:
    django.setup()
    from steadyhand.business.dealership.models import Branch, Dealership  # noqa: PLC0415  # after setup
    from steadyhand.flows.visit.take_call import take_call  # noqa: PLC0415
    from steadyhand.shared.actor import the_system  # noqa: PLC0415
    from steadyhand.shared.clock import read_clock  # noqa: PLC0415

    dealership = Dealership.objects.get()
    columbus = Branch.objects.of(dealership.id).get(code="COL")
    if "--open-branch" in sys.argv:
        Branch.objects.create(
            tenant_id=dealership.id, code="DAY", name="Dayton", zone=columbus.zone, calendar=columbus.calendar
        )
        return
    by = the_system(dealership.id, "bench-import")
    for _ in sys.stdin:
        began = time.perf_counter()
        take_call(
            by=by,
            problem="Lines on every page",
            branch_id=columbus.id,
            caller_name="Grace Chen",
            now=read_clock(),
        )
        sys.stdout.write(f"{time.perf_counter() - began}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
