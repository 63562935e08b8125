"""Villages told one after the other, by several processes when there are many; nothing
of a village is kept.

Each process opens the town itself and sends back text. At most a few villages are ahead
of what has been shown, so that memory stays flat; results come in the order of the
villages. If a process dies, those that were at work are told one after the other by a
process of their own; at which of them one dies again, is told as such.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

from branchstd.cli.support.exits import Exit
from branchstd.findings import Problem


class Told(NamedTuple):
    """questions: what the town is asked about the village. is_lasting: the same would
    be told again.
    """

    text: str
    code: Exit
    questions: tuple[Problem, ...] = ()
    is_lasting: bool = True


Teller = Callable[[str], Told]
# Below so many villages for each process its start costs more than it saves.
LEAST: Final = 10


def processes(villages: int, wished: int | None) -> int:
    """As many as wished, else as there are processors and enough villages for each."""
    able = (
        len(os.sched_getaffinity(0))
        if hasattr(os, "sched_getaffinity")
        else os.cpu_count() or 1
    )
    return max(1, wished if wished is not None else min(able, villages // LEAST))


def tell_each(
    slugs: Sequence[str],
    tell: Teller,
    begin: Callable[[], Teller],
    workers: int,
    killed: Teller | None = None,
) -> Iterator[Told]:
    """What is said of each village. begin: makes a process's own `tell`; both must be
    importable by name.

    killed: what is said of a village that ends a process twice. Without it, and where
    no process can be had, the rest is done here.
    """
    left = deque(slugs)
    if workers > 1:
        from branchstd.cli.support.pools import tell_in_processes  # noqa: PLC0415  one village needs none

        yield from tell_in_processes(left, begin, workers, killed)
    while left:
        yield tell(left[0])
        left.popleft()
