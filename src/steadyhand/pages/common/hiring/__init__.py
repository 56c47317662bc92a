"""Hiring: openings, candidates, scorecards that stay blind, decisions with reasons, and the path that follows."""
