"""Processes that tell villages, each of which has the town open."""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing, suppress
from dataclasses import replace
from functools import lru_cache
from itertools import islice
from typing import Final, TypeVar

from branchstd.cli.support.parallel import Batch, Job

R = TypeVar("R")
T = TypeVar("T")
AHEAD: Final = 4


def tell_in_processes(
    coming: Iterator[Batch[R]], left: deque[Batch[R]], workers: int
) -> Iterator[R]:
    """Takes from `coming`; in `left` is what was taken and has not been told: nothing,
    but where no process can be had.
    """
    with suppress(BrokenProcessPool):
        while True:
            try:
                with ProcessPoolExecutor(workers, initializer=_begin) as pool:
                    yield from _over(pool, coming, left, workers * AHEAD)
                return
            except BrokenProcessPool:
                yield from _one_by_one(left)


def _over(
    pool: Executor, coming: Iterator[Batch[R]], left: deque[Batch[R]], ahead: int
) -> Iterator[R]:
    def submit(batch: Batch[R]) -> Future[list[R]]:
        return pool.submit(work, batch.job, batch.slugs)

    with closing(spread(submit, Future.result, coming, left, ahead)) as told:
        for results in told:
            yield from results


def spread(
    submit: Callable[[Batch[R]], Future[T]],
    wait: Callable[[Future[T]], list[R]],
    coming: Iterator[Batch[R]],
    left: deque[Batch[R]],
    ahead: int,
) -> Generator[list[R], None, None]:
    """What is said of each batch, whoever takes it. Takes from `coming`; in `left` is
    what was taken and has not been told.
    """
    waiting = deque[Future[T]]()

    def take(count: int) -> None:
        for batch in islice(coming, count):
            left.append(batch)
            waiting.append(submit(batch))

    try:
        take(ahead)
        while waiting:
            results = wait(waiting.popleft())
            take(1)
            left.popleft()
            yield results
    finally:
        for future in waiting:
            future.cancel()


def _one_by_one(left: deque[Batch[R]]) -> Iterator[R]:
    """Those in `left`. Raises BrokenProcessPool where a process ends before it has a
    village.
    """
    while left:
        with ProcessPoolExecutor(1, initializer=_begin) as pool:
            pool.submit(work, left[0].job, ()).result()
            while left:
                batch = left.popleft()
                first, rest = batch.slugs[:1], batch.slugs[1:]
                if rest:
                    left.appendleft(replace(batch, slugs=rest))
                try:
                    results = pool.submit(work, batch.job, first).result()
                except BrokenProcessPool:
                    yield from map(batch.killed, first)
                    break
                yield from results


def _begin() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first process ends the others
    signal.signal(signal.SIGTERM, signal.SIG_DFL)


def work(job: Job[R], slugs: tuple[str, ...]) -> list[R]:
    """In another process; the town stays open for the next batch of it."""
    return list(map(_open(job), slugs))


@lru_cache(1)
def _open(job: Job[R]) -> Callable[[str], R]:
    return job.begin()
