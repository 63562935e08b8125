"""The records of a village and its town as frozen models: what may be written down, by
whom, and what it means.
"""
