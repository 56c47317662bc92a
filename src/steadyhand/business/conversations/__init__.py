"""Everything that customers were told and told us, what it rests on, and the guard over it.

A *statement* is something said between us and a customer, once, in the words in which it was said. What is *told* in
it as a fact has a giver and a source; when the record changes afterwards, a *correction* is owed until the customer
knows. Words that the record contradicts are *held*, and a colleague's fact that turns out untrue is put right first
with whoever passed it on. Nothing in here is shown to a customer but the words of statements that were said to them.
"""
