"""Par levels: how many of a part a truck is to hold, who said so, what is proposed, and what is to be carried for it.

`reading` makes the record a fleet for the engine (`levels/`), `needing` says which parts a past call needed, `lines`
puts a plan into lines that a person may accept one by one, `loading` says what is to be put on and taken off a truck.
docs/how-it-works/truck-stock.md tells how; docs/guides/shelves-and-trucks.md what people do with it.
"""
