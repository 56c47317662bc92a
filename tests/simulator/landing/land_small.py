"""Land the small dealership in the database that the environment names, and print its digest."""

import sys

import django

if __name__ == "__main__":
    django.setup()
    from django.core.management import call_command
    from tests.builders.happenings import UNTIL, a_small_dealership

    from steadyhand.simulator.landing.bulk import land_in_bulk
    from steadyhand.simulator.landing.digest import digest_of

    call_command("migrate", verbosity=0)
    landed = land_in_bulk(a_small_dealership(), run="small", until=UNTIL)
    sys.stdout.write(digest_of(landed.tenant_id))
