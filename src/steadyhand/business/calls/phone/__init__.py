"""What is asked and tried while the caller is on the phone.

Questions by kind of machine lead to a problem code and an urgency; steps by problem code may spare a visit. Both ship
with the product, original wording; a dealership changes any of them and keeps the rest.
"""
