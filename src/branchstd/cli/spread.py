"""Villages told one after the other, by several processes when there are many; nothing of a village is kept.

Each process opens the town itself and sends back text. At most a few villages are ahead of what has been shown, so that
memory stays flat; results come in the order of the villages. If a process dies, the rest is done here.
"""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from typing import Final, NamedTuple

from branchstd.cli.exits import Exit
from branchstd.findings import Problem


class Told(NamedTuple):
    """questions: what the town is asked about the village."""

    text: str
    code: Exit
    questions: tuple[Problem, ...] = ()


Teller = Callable[[str], Told]
# Below so many villages for each process its start costs more than it saves.
LEAST: Final = 10
AHEAD: Final = 4


def processes(villages: int, wished: int | None) -> int:
    """As many as wished, else as there are processors and enough villages for each."""
    able = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, wished if wished is not None else min(able, villages // LEAST))


def told(slugs: Sequence[str], tell: Teller, begin: Callable[[], Teller], workers: int) -> Iterator[Told]:
    """What is said of each village. begin: makes a process's own `tell`; both must be importable by name."""
    left = deque(slugs)
    if workers > 1:
        with suppress(BrokenProcessPool):
            yield from _spread(left, begin, workers)
    while left:
        yield tell(left[0])
        left.popleft()


def _spread(left: deque[str], begin: Callable[[], Teller], workers: int) -> Iterator[Told]:
    """Takes from `left` what has been told."""
    with ProcessPoolExecutor(workers, initializer=_begin, initargs=(begin,)) as pool:
        try:
            coming = deque(left)
            waiting = deque(pool.submit(_tell, coming.popleft()) for _ in range(min(len(coming), workers * AHEAD)))
            while waiting:
                result = waiting.popleft().result()
                if coming:
                    waiting.append(pool.submit(_tell, coming.popleft()))
                left.popleft()
                yield result
        finally:
            pool.shutdown(cancel_futures=True)


_own: Teller


def _begin(begin: Callable[[], Teller]) -> None:
    global _own  # noqa: PLW0603  a process has one town open
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first process ends the others
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _own = begin()


def _tell(slug: str) -> Told:
    return _own(slug)
