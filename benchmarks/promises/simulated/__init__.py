"""Does a made-up dealership keep the promises that the engine gives it, and does it warn before it breaks one?

The simulator lives a year; its record, and nothing that only the world knows, becomes cases; a promise is given for
each call taken, in the order of time; a watch looks at the open ones as somebody in the office would. What is chosen by
us stands in `assumptions.toml`, written before anything was measured.
"""
