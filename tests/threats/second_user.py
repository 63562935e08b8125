"""Work done by a process for which permissions hold, whoever runs the tests: root may read everything."""

from __future__ import annotations

import ctypes
import os
from typing import Final

# CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH: to read and to list what the rights of a file forbid.
_OVER_RIGHTS: Final = 0b110
_VERSION: Final = 0x20080522  # of the call


def be_held_by_rights() -> bool:
    """From now on this process is as any other user towards files of its own. Whether that could be had."""
    if os.geteuid() != 0:
        return True
    libc = ctypes.CDLL(None, use_errno=True)
    head, sets = (ctypes.c_uint32 * 2)(_VERSION, 0), (ctypes.c_uint32 * 6)()
    if not hasattr(libc, "capset") or libc.capget(head, sets):
        return False
    sets[0] &= ~_OVER_RIGHTS  # effective
    return libc.capset(head, sets) == 0
