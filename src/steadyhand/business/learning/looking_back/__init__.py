"""How did hires do, criterion by criterion, compared with what they were marked? Never of a person as a whole."""
