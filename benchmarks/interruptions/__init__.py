"""How often is somebody interrupted? A made-up dealership's follow-ups, lived through by people with stated habits.

`make bench-interruptions`. What happens comes from the simulator (visits, needs, parts, hand-offs, promises) and from
rates in habits.toml; every change is one of the application's own actions on a real database, and everything else is
done by its own timers as the clock moves on. Counted is what the outbox would have sent.
"""
