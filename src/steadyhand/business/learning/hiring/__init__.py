"""Hiring: kits of questions with anchors, what raters' marks say by criterion, and which gaps can be learnt."""
