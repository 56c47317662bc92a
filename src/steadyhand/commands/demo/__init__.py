"""The invented dealership: Lakeside Office Machines of Columbus, Ohio, its people, machines and two years of calls.

`files/` are import files like any dealership's own, and the importer's examples; `writing/` wrote them (seeded, so that
it writes the same again). `make.py` loads them and adds today's calls by the application's own flows; `cast.py` says
who signs in. Every name, street, number and maker is invented.
"""
