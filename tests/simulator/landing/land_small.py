"""Land the small dealership in the database that the environment names, and print its digest.

`land_small.py`            rows written by this process
`land_small.py beside`     … by a process beside it
`land_small.py broken`     … and one comes twice: print why it failed, and how many dealerships are left
"""

import sys

import django

if __name__ == "__main__":
    django.setup()
    from tests.builders.happenings import UNTIL, a_small_dealership

    from steadyhand.business.dealership.models import Dealership
    from steadyhand.simulator import happenings as h
    from steadyhand.simulator.landing.beside import CannotWrite
    from steadyhand.simulator.landing.bulk import land_in_bulk
    from steadyhand.simulator.landing.digest import digest_of

    way = sys.argv[1] if len(sys.argv) > 1 else ""
    story = list(a_small_dealership())
    if way == "broken":
        first = next(place for place, each in enumerate(story) if isinstance(each, h.CustomerWon))
        story.insert(first, story[first])
    try:
        landed = land_in_bulk(story, run="small", until=UNTIL, is_large=bool(way))
    except CannotWrite as problem:
        sys.stdout.write(f"{problem}; {Dealership.objects.count()} left")
    else:
        sys.stdout.write(digest_of(landed.tenant_id))
