"""What can be written into a record: texts, numbers, days, and lists and mappings of
them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

Value = str | int | Decimal | date | Sequence["Value"] | Mapping[str, "Value"]
