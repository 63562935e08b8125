"""What the plan leaves open: the question, its closed choices with all that each sets, and who settled it."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from pydantic import Field

from branchstd.catalogue.parts import Items, Names, Part, Words
from branchstd.records.types import Code, Limit, Text


class Settled(NamedTuple):
    """Who of the town settled something that the plan leaves open, on which day, on what basis."""

    by: str
    date: date
    basis: str


class Choice(Part):
    """One answer to an open point, with all that it sets, in the texts that files write.

    lists: the items of a list; none: the list as it holds. fields: of rules, targets and duties, by their number.
    own: parameters of which the town sets at least one itself.
    """

    code: Code
    title: Words
    parameters: dict[str, Text] = Field(default_factory=dict)
    dates: dict[str, Limit] = Field(default_factory=dict)
    lists: dict[str, Items] = Field(default_factory=dict)
    fields: dict[str, dict[str, Any]] = Field(default_factory=dict)
    own: Names = ()

    @property
    def subjects(self) -> frozenset[str]:
        """What it settles: `parameters.young_age`, `dates.M08`, `lists.dev_systems`, `4.5.a.times`."""
        named = {"parameters": (*self.parameters, *self.own), "dates": self.dates, "lists": self.lists, **self.fields}
        return frozenset(f"{part}.{name}" for part, names in named.items() for name in names)


class OpenPoint(Part):
    """A contradiction or gap in the plan. The first choice is the default that holds until the town decides.

    changes: the rules, targets and days whose result rests on it.
    """

    id: Code
    clause: Text
    question: Words
    changes: Names = ()
    choices: tuple[Choice, ...]

    @property
    def default(self) -> Words:
        """The title of what holds until the town has decided."""
        return self.choices[0].title

    @property
    def subjects(self) -> frozenset[str]:
        """What is settled with it, whichever choice is taken."""
        return frozenset().union(*(choice.subjects for choice in self.choices))

    @property
    def effects(self) -> frozenset[str]:
        """Rules, standards, targets and days whose result rests on it."""
        return frozenset((*self.changes, *(subject.rpartition(".")[0] for subject in self.subjects)))

    def choice(self, said: str) -> Choice | None:
        """By code, or by title in either language."""
        return next((one for one in self.choices if said in {one.code, one.title.zh, one.title.en}), None)
