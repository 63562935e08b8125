"""One result, many views: functions from results to what is shown. They count, read and
write nothing.
"""
