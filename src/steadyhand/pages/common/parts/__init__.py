"""Parts that are asked for and ordered: asking, the parts desk's answers, orders to suppliers.

`wording` says where each stands, `asking` is the form that asks, `wanted` the desk's list, `one` a request with its
answers, `mine` what somebody asked for; `orders`, `order` and `suppliers` are what comes from outside.
"""
