"""branchstd: a village branch's dated records, checked against the 42 standards of the
year's plan.
"""

__version__ = "0.2.0"
