"""Truck stock, kits, part requests.

Not needed yet; the parts catalogue is in machines.
"""
