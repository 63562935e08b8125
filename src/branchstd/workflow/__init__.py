"""What people do about results: rectification. Pure: states, marks and proposals from
records; nothing is written.
"""
