"""Villages told one after the other, by several processes when there are many; nothing
of a village is kept.

They go in batches of one town, over any executor. Whoever takes a batch opens its town
itself and sends back plain values. At most a few batches are ahead of what has been
told, so that memory stays flat; results come in the order of the batches. If a process
dies, those villages that were at work are told one after the other by a process of
their own; at which of them one dies again, is told as such.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Final, Generic, NamedTuple, Protocol, TypeVar

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


R = TypeVar("R")
R_co = TypeVar("R_co", covariant=True)
# Below so many villages for each process its start costs more than it saves.
LEAST: Final = 10
# Villages that are worth a batch where each of many towns has some.
TOGETHER: Final = 20


class Job(Protocol[R_co]):
    """What is asked of each village of a town; it is sent to whoever does it, so it can
    be hashed and pickled, and is importable by name.
    """

    @property
    def root(self) -> Path:
        """The town's."""

    @property
    def as_of(self) -> date:
        """The day asked for."""

    def at(self, root: Path) -> Job[R_co]:
        """The same of a town that lies there."""

    def begin(self) -> Callable[[str], R_co]:
        """Opens the town anew; what it gives tells one village by its slug."""

    def __hash__(self) -> int: ...


@dataclass(frozen=True)
class Batch(Generic[R]):
    """Villages of one town. tell: does here what `job` does elsewhere. killed: what is
    said of a village that ends a process twice.
    """

    job: Job[R]
    slugs: tuple[str, ...]
    tell: Callable[[str], R]
    killed: Callable[[str], R]

    def here(self) -> Iterator[R]:
        """Told by this process."""
        return map(self.tell, self.slugs)


def processors() -> int:
    """How many of this computer this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def processes(villages: int, wished: int | None) -> int:
    """As many as wished, else as there are processors and enough villages for each."""
    return max(
        1, wished if wished is not None else min(processors(), villages // LEAST)
    )


def tell_each(batches: Iterable[Batch[R]], workers: int) -> Iterator[R]:
    """What is said of each village, in order. Where no process can be had, the rest is
    done here.
    """
    coming, left = iter(batches), deque[Batch[R]]()
    if workers > 1:
        # One village needs none.
        from branchstd.cli.support.pools import tell_in_processes

        yield from tell_in_processes(coming, left, workers)
    for batch in chain(left, coming):
        yield from batch.here()


class TellEach(Protocol):
    """Whoever maps batches."""

    def __call__(self, batches: Iterable[Batch[R]], workers: int) -> Iterator[R]:
        """What is said of each village, in order. workers: processes of this
        computer.
        """


@contextmanager
def mapping(executor: str | None) -> Iterator[TellEach]:
    """What tells batches: processes of this computer, or the cluster that is named.
    Raises RefusalError.
    """
    if executor is None:
        yield tell_each
        return
    from branchstd.cli.support.cluster import reached  # seldom asked for

    with reached(executor) as cluster:
        yield cluster.tell_each
