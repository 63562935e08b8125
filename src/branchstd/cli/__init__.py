"""The commands: parse, read, assess, show, exit. Nothing is computed here; here are
clock, console, exit codes.
"""
