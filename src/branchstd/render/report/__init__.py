"""What a report says, as plain data for templates: texts, tables and figures. Sentences are made here, not there."""

from branchstd.render.report.contexts import town, village

__all__ = ["town", "village"]
