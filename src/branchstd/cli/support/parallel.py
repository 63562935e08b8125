"""Villages told one after the other, by several processes when there are many; nothing
of a village is kept.

Each process opens the town itself and sends back text. At most a few villages are ahead
of what has been shown, so that memory stays flat; results come in the order of the
villages. If a process dies, those that were at work are told one after the other by a
process of their own; at which of them one dies again, is told as such.
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

from branchstd.cli.support.exits import Exit
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
    with suppress(BrokenProcessPool):
        while left and workers > 1:
            try:
                yield from _spread(left, begin, workers)
            except BrokenProcessPool:
                if killed is None:
                    raise
                yield from _one_by_one(left, workers * AHEAD, begin, killed)
    while left:
        yield tell(left[0])
        left.popleft()


def _spread(
    left: deque[str], begin: Callable[[], Teller], workers: int
) -> Iterator[Told]:
    """Takes from `left` what has been told."""
    with ProcessPoolExecutor(workers, initializer=_begin, initargs=(begin,)) as pool:
        try:
            coming = deque(left)
            waiting = deque(
                pool.submit(_tell, coming.popleft())
                for _ in range(min(len(coming), workers * AHEAD))
            )
            while waiting:
                result = waiting.popleft().result()
                if coming:
                    waiting.append(pool.submit(_tell, coming.popleft()))
                left.popleft()
                yield result
        finally:
            pool.shutdown(cancel_futures=True)


def _one_by_one(
    left: deque[str], most: int, begin: Callable[[], Teller], killed: Teller
) -> Iterator[Told]:
    """The first of `left`, one at a time. Raises BrokenProcessPool where a process ends
    before it has one.
    """
    most = min(most, len(left))
    while most:
        with ProcessPoolExecutor(1, initializer=_begin, initargs=(begin,)) as pool:
            pool.submit(int).result()
            while most:
                most -= 1
                try:
                    result = pool.submit(_tell, left[0]).result()
                except BrokenProcessPool:
                    yield killed(left.popleft())
                    break
                left.popleft()
                yield result


_own: Teller


def _begin(begin: Callable[[], Teller]) -> None:
    global _own  # noqa: PLW0603  a process has one town open
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first process ends the others
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _own = begin()


def _tell(slug: str) -> Told:
    return _own(slug)
