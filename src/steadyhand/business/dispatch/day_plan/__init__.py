"""The day plan: from a branch's records to the solver's values, and from its answer to visits.

`reading` makes the problem of a day out of rows, `making` has it solved, `document` is what is kept and shown of it
(docs/reference/dispatch/day-plan.schema.json), `rules` says what may become of a plan, `models` keeps it. Changes are
in `dispatch/actions/`, questions in `dispatch/queries/`.
"""
