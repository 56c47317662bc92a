"""Which parts will a call need, and why? Learnt from every call before it, pooled where there are few.

`fit(calls, catalogue, now_day=…)` makes a `Predictor`; `predictor.predict(call, history=…)` answers with parts, cause
and correction, each with its chance and its reasons, and with the kit to pack. No database, no clock.
"""
