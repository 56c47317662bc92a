"""What is worth a visit among the customers that one technician answers for, and why?

`mine` puts it together from `trouble`, `silent`, `unhappy` and `unseen` (and maintenance, which calls know). Each reads
what others have counted already and counts nothing anew; each is bounded by the technician's own customers and
machines, never by how many calls the dealership has had.
"""
