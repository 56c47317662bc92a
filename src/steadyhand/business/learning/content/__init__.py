"""What is learnt: modules, cards, drills and the behaviours that they teach, as files that ship with the program.

Written for people who have done this work for years. Every file is read and checked whole when it is first asked for:
what is wrong is named with the file, the place and what would be right (`BadContent`). No database is touched here.
"""
