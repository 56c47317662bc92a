"""Clocks and thresholds that a dealership may set for itself.

A part declares each as a constant in its own `settings.py` (`setting.py` says what one is), `config/wiring.py`
registers them (`registry.py`), the code that depends on one asks for its value (`values.py`), and
`actions/change_setting.py` and `reset_setting.py` change it. A row exists only where a dealership departs from the
default.
"""
