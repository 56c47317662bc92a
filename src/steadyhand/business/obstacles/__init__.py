"""What stops a technician from doing right by the customer.

Not needed yet.
"""
