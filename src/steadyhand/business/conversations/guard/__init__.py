"""Is this fit for a customer to read? Blame, insides, empty promises, pressure and rudeness, found and said better.

Django-free and offline: a text goes in, findings come out, each with its span, the reason, and other words. Rules
are data in `languages/<language>/`; a small model beside them sees what no rule foresaw. Only rules and records
confirm; the model nudges.
"""
