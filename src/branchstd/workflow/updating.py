"""What an update of the program moves: results kept from before it beside those of now,
rule by rule. Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import BaseModel, PlainValidator, ValidationError

from branchstd.assess import Assessment, RuleResult
from branchstd.catalogue.model import Catalogue, News
from branchstd.catalogue.parts import read_share
from branchstd.records.types import Limit


def _share(value: object) -> Fraction | None:
    return None if value is None else read_share(value)


class KeptRule(BaseModel):
    """One of a standard's `rules`; its share is read as a fraction."""

    id: str
    outcome: str
    share: Annotated[Fraction | None, PlainValidator(_share)]


class KeptStandard(BaseModel):
    """One of `standards`. Only its rules are compared: the rest follows from them."""

    id: str
    rules: tuple[KeptRule, ...]


class KeptVeto(BaseModel):
    """One of `vetoes`, without the result of its rule."""

    rule: str
    state: str


class KeptConclusion(BaseModel):
    """What was proposed, without the reasons."""

    proposed: str


class KeptVillage(BaseModel):
    """One village as `check --format json` told it; what no comparison needs is passed
    over.
    """

    village: str
    score: str | None
    conclusion: KeptConclusion
    vetoes: tuple[KeptVeto, ...]
    standards: tuple[KeptStandard, ...]


class KeptCatalogue(BaseModel):
    """The version by which news are chosen: those after it."""

    version: str


class KeptCheck(BaseModel):
    """A whole check that was kept as JSON (docs/check-json.md)."""

    format: Literal["branchstd-check-v1"]
    as_of: Limit
    catalogue: KeptCatalogue
    villages: tuple[KeptVillage, ...]


def read_check(text: str) -> KeptCheck | None:
    """None for what is no check of ours."""
    try:
        return KeptCheck.model_validate_json(text)
    except (ValidationError, RecursionError):
        return None


@dataclass(frozen=True, slots=True)
class Moved:
    """A rule or veto whose result is another: before (None: there was no such rule) and
    now (None: there is none).

    why: what of the catalogue's news speaks of it, the newest first; none where nobody
    wrote it down.
    """

    id: str
    before: KeptRule | KeptVeto | None
    now: RuleResult | str | None
    why: tuple[News, ...]


@dataclass(frozen=True, slots=True)
class MovedVillage:
    """moved: rules in the catalogue's order, those that are gone, then vetoes."""

    before: KeptVillage
    found: Assessment
    moved: tuple[Moved, ...]

    @property
    def is_same(self) -> bool:
        """No rule or veto moved, and the same is proposed; scores may still differ."""
        return (
            not self.moved
            and self.before.conclusion.proposed == self.found.conclusion.proposed
        )


def compare_village(
    before: KeptVillage, found: Assessment, catalogue: Catalogue, since: str
) -> MovedVillage:
    """since: the catalogue's version under which `before` was computed."""
    later = sorted(
        (version for version in catalogue.news if version > since), reverse=True
    )
    news = tuple(one for version in later for one in reversed(catalogue.news[version]))
    kinds = {rule.id: rule.kind for _, rule in catalogue.every_rule()}

    def about(code: str) -> tuple[News, ...]:
        """What names the rule or its standard itself; else what speaks of its kind."""
        named = {code, code.rpartition(".")[0]}
        return _naming(news, named) or _naming(news, {kinds.get(code, "")})

    return MovedVillage(
        before, found, (*_rules(before, found, about), *_vetoes(before, found, about))
    )


def _naming(news: tuple[News, ...], names: set[str]) -> tuple[News, ...]:
    return tuple(one for one in news if names & {*one.of})


def _rules(
    before: KeptVillage, found: Assessment, about: Callable[[str], tuple[News, ...]]
) -> Iterator[Moved]:
    kept = {rule.id: rule for standard in before.standards for rule in standard.rules}
    now = {
        result.rule.id: result
        for standard in found.standards
        for result in standard.rules
    }
    for code in (*now, *(code for code in kept if code not in now)):
        was, result = kept.get(code), now.get(code)
        if (
            was is None
            or result is None
            or (was.outcome, was.share) != (result.outcome.value, result.share)
        ):
            yield Moved(code, was, result, about(code))


def _vetoes(
    before: KeptVillage, found: Assessment, about: Callable[[str], tuple[News, ...]]
) -> Iterator[Moved]:
    kept = {veto.rule: veto for veto in before.vetoes}
    now = {veto.result.rule.id: veto.state for veto in found.vetoes}
    for code in sorted({*kept, *now}):
        was, state = kept.get(code), now.get(code)
        if (was.state if was else None) != state:
            yield Moved(code, was, state, about(code))
