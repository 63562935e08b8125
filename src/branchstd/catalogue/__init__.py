"""The catalogue (what the 42 standards ask) and the year's plan (what is due when), as
strict data.
"""
