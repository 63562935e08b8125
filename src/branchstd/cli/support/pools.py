"""Processes that tell villages, each of which has the town open."""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from typing import Final

from branchstd.cli.support.parallel import Teller, Told

AHEAD: Final = 4


def tell_in_processes(
    left: deque[str], begin: Callable[[], Teller], workers: int, killed: Teller | None
) -> Iterator[Told]:
    """Takes from `left` what has been told: all but where no process can be had, or
    without `killed` none lives on.
    """
    with suppress(BrokenProcessPool):
        while left:
            try:
                yield from _spread(left, begin, workers)
            except BrokenProcessPool:
                if killed is None:
                    raise
                yield from _one_by_one(left, workers * AHEAD, begin, killed)


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
