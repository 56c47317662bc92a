"""What does the record say about each call? Verdict, first-time fix, held, response, downtime, and why.

`seen` is what is known of a call, `times` and `judging` decide, `facts` puts it together. Values in, values out: no
database, no clock.
"""
