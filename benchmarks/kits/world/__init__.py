"""What a job really takes: a layer of truth over the frozen simulator, which knows one part a cause and clean codes.

There a problem code belongs to one subsystem, and a subsystem has three parts at most: any six parts with the right
code would be a full kit, and nothing would be measured. Here a fuser is a unit or its rollers, web and bearings; there
are drums of four colours and rollers of several trays, each with its own wear; what goes with what is chance; part
numbers are superseded; and what the desk writes down is right, vague, somebody else's fault, or nothing.

The engine sees `Seen` rows only, which is what a dealership's record would hold. Nothing in the engine knows this file.
"""
