"""What a customer would be better off having solved.

Not needed yet.
"""
