"""Maps that know roads: Valhalla within this program, and servers of OSRM or Valhalla. `chosen.py` says which are used.

Each is a `TravelMap` of `business/dispatch/travel/maps.py`; config/wiring joins them.
"""
