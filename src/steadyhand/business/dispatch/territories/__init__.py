"""Who should be answerable for which customers, so that work and drive are even and people keep whom they know?

`region` is what is known, `workload` how much work a machine will make, `reckoning` what an assignment costs,
`designing` looks for a better one (a linear programme by HiGHS, then whole customers), `balance` holds two side by
side, `document` reads and writes them as JSON.
"""
