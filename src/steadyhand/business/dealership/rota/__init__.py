"""Who is on call outside working hours, branch by branch.

`after_hours` says when that is and which night belongs to which day, `rules` who is on call then, `reading` asks the
rows; the actions (`set_rota`, `change_duty`, `swap_duties`, `take_leave` …) stand with the dealership's others.
"""
