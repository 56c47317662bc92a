"""Loop 4, the person: hired, certified, trained, coached.

Comes with people.
"""
