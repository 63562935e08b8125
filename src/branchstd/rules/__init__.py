"""What each kind of rule means: pure functions of a view of the records on one day. No
language, clock or files.
"""
