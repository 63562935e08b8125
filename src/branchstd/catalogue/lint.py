"""What catalogue and plan must be beyond their shape: counts, weights, and every bare
word known to a registry.

A fault is a path into the data with a code and values; whoever read the file turns the
path into a line.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from branchstd.catalogue import names
from branchstd.catalogue.model import (
    TO_COUNTY,
    VILLAGES,
    Catalogue,
    Parameters,
    Plan,
    PlanDuty,
    Standard,
    Target,
)
from branchstd.catalogue.parts import Names, Source
from branchstd.catalogue.rules import Cover, Rule
from branchstd.catalogue.settings import outside
from branchstd.findings import nearest
from branchstd.records.base import field_types
from branchstd.records.town import KINDS
from branchstd.records.words import WORDS

EACH: Final = ("each_month", "each_quarter", "each_half", "each_year")
ASPECTS, POINTS, WEIGHTS = 7, 100, 100


class Known(NamedTuple):
    """All that rules, targets and choices may name."""

    catalogue: Catalogue
    plan: Plan
    registries: names.Registries


class Fault(NamedTuple):
    """path: keys and positions from the file's top, as `("standards", 3, "rules", 0,
    "set")`.
    """

    path: tuple[str | int, ...]
    code: str
    values: Mapping[str, str]


def lint(known: Known) -> Iterator[Fault]:
    """Every fault of the catalogue against itself and the plan, in file order."""
    catalogue, plan, _ = known
    yield from _counts(catalogue)
    yield from parameters(("parameters",), catalogue.parameters, plan)
    yield from _quorums(catalogue, plan)
    yield from _templates(catalogue)
    for number, standard in enumerate(catalogue.standards):
        path = ("standards", number)
        yield from _standard(path, standard, catalogue)
        for place, rule in enumerate(standard.rules):
            yield from lint_rule((*path, "rules", place), rule, known)
            yield from _of_villages(
                (*path, "rules", place), rule, rule.kinds or standard.kinds, plan
            )
    for place, rule in enumerate(catalogue.vetoes):
        yield from lint_rule(("vetoes", place), rule, known)
    yield from _news(catalogue)


def _news(catalogue: Catalogue) -> Iterator[Fault]:
    """What is told of an update names what there is."""
    rules = {rule.id: rule.kind for _, rule in catalogue.every_rule()}
    known = {
        *rules,
        *rules.values(),
        *(standard.id for standard in catalogue.standards),
    }
    for version, news in catalogue.news.items():
        for number, one in enumerate(news):
            for name in one.of:
                yield from check_name(("news", version, number, "of"), name, known)


def parameters(
    path: tuple[str | int, ...], found: Parameters, plan: Plan
) -> Iterator[Fault]:
    """Numbers beyond what makes sense."""
    for name, seen, low, high in outside(found, plan.year):
        yield Fault(
            (*path, name),
            "bad_parameter",
            {"name": name, "seen": seen, "low": low, "high": high},
        )


def lint_plan(plan: Plan) -> Iterator[Fault]:
    """Milestones name phases and open points, duties and targets days and record kinds
    that exist.
    """
    for number, milestone in enumerate(plan.milestones):
        if milestone.phase is not None:
            yield from check_name(
                ("milestones", number, "phase"),
                milestone.phase,
                {phase.id for phase in plan.phases},
            )
        if milestone.open is not None:
            yield from check_name(
                ("milestones", number, "open"),
                milestone.open,
                {point.id for point in plan.open},
            )
    yield from check_name(("acceptance",), plan.acceptance, plan.days)
    for number, duty in enumerate(plan.duties):
        yield from lint_duty(("duties", number), duty, plan)
    yield from _check_efforts(plan)
    for part in (
        "phases",
        "milestones",
        "duties",
        "targets",
        "efforts",
        "growth",
        "open",
    ):
        yield from once((part,), getattr(plan, part))
    duties = [duty.id for duty in plan.duties]
    for number, group in enumerate(plan.information):
        for code in group.ids:
            if code in duties:
                yield Fault(("information", number), "id_twice", {"id": code})
            duties.append(code)


def _check_efforts(plan: Plan) -> Iterator[Fault]:
    """Efforts are shown by proofs of the plan's duties; what is to grow by records and
    fields that there are.
    """
    proofs = {proof for duty in plan.duties for proof in duty.proof}
    for number, effort in enumerate(plan.efforts):
        for proof in effort.proof:
            yield from check_name(("efforts", number, "proof"), proof, proofs)
    for number, growth in enumerate(plan.growth):
        yield from check_name(
            ("growth", number, "sum"), growth.sum, KINDS[growth.record].model_fields
        )
        for kind in growth.kinds:
            yield from check_name(
                ("growth", number, "kinds"), kind, WORDS[f"{growth.record}_kinds"]
            )


def lint_links(known: Known) -> Iterator[Fault]:
    """What a sound plan names of a sound catalogue: articles, standards and rules."""
    catalogue, plan, _ = known
    yield from _bound(known)
    for aspect in plan.aims:
        yield from check_name(
            ("aims", aspect), aspect, {one.id for one in catalogue.aspects}
        )
    for name, items in plan.lists.items():
        for article in items.regulation:
            yield from check_name(
                ("lists", name, "regulation"), article, catalogue.articles
            )
    movable = {"conclusion", *plan.days, *(target.id for target in plan.targets)}
    movable |= {s.id for s in catalogue.standards} | {
        rule.id for _, rule in catalogue.every_rule()
    }
    for number, point in enumerate(plan.open):
        for changed in point.changes:
            yield from check_name(("open", number, "changes"), changed, movable)


def _bound(known: Known) -> Iterator[Fault]:
    """What proves duties and measures targets exists."""
    catalogue, plan, registries = known
    rules = {rule.id for _, rule in catalogue.every_rule()}
    proofs = {
        *rules,
        *(target.id for target in plan.targets),
        *_kinds_with_words(plan, catalogue),
        *registries.counted,
    }
    for number, duty in enumerate(plan.duties):
        for proof in duty.proof:
            yield from check_name(
                ("duties", number, "proof"), _plain(proof, plan), proofs
            )
    for number, target in enumerate(plan.targets):
        yield from lint_target(("targets", number), target, known)


def lint_target(
    path: tuple[str | int, ...], target: Target, known: Known
) -> Iterator[Fault]:
    """Its day, its rules, and the sets, records and fields it is measured by exist."""
    catalogue, plan, registries = known
    rules = {rule.id for _, rule in catalogue.every_rule()}
    measures: dict[str, tuple[Names, Collection[str]]] = {
        "due": (_one(target.due), plan.days),
        "rules": (target.rules, rules),
        "tally": (_one(target.tally), rules),
        "among": (_one(target.among), rules),
        "set": (_one(target.set), registries.people),
        "ruling": (_one(target.ruling), names.RULED),
        "record": (_one(target.record), names.RECORDS),
        "each": (_one(target.each), names.RECORDS),
        "named": (_one(target.named), registries.facts),
        "shown": (target.shown, rules),
        "kinds": (target.kinds, WORDS["unit_kinds"]),
    }
    fields = (
        names.RECORDS[target.each].model_fields if target.each in names.RECORDS else {}
    )
    measures |= {key: (_one(getattr(target, key)), fields) for key in ("done", "limit")}
    for key, (values, there) in measures.items():
        for value in values:
            yield from check_name((*path, key), value, there)


def lint_duty(
    path: tuple[str | int, ...], duty: PlanDuty, plan: Plan
) -> Iterator[Fault]:
    """Its day is the plan's or comes again (`each_month`), its kinds are of units."""
    if duty.due is not None:
        yield from check_name((*path, "due"), duty.due, {*plan.days, *EACH})
    for kind in duty.kinds:
        yield from check_name((*path, "kinds"), kind, WORDS["unit_kinds"])


def _plain(proof: str, plan: Plan) -> str:
    """A proof without the parts that its record must cover, or its rule's element; as
    it stands if one is unknown.
    """
    rule, colon, element = proof.partition(":")
    parts = {
        TO_COUNTY,
        *WORDS["forms"],
        *(item for items in plan.lists.values() for item in items.items),
    }
    if colon:
        return rule if element in parts else proof
    kind, *words = proof.split(".")
    return (
        ".".join([kind, words[0]])
        if kind == "event" and words and parts.issuperset(words[1:])
        else proof
    )


def _kinds_with_words(plan: Plan, catalogue: Catalogue) -> set[str]:
    """Kinds of record with their word, and lists."""
    words = {
        "event": WORDS["event_kinds"], "income": WORDS["income_sources"],
        "item": WORDS["origins"],
        "inspection": (*WORDS["inspection_forms"],
            *(standard.id for standard in catalogue.standards)),
        "list": plan.lists, "acceptance": ("county",),
    }  # fmt: skip
    return {f"{kind}.{word}" for kind, known in words.items() for word in known}


def _one(value: str | None) -> Names:
    return () if value is None else (value,)


def phrases(catalogue: Catalogue, plan: Plan, text: str) -> Iterator[str]:
    """Quoted phrases that are not an exact part of the plan's text."""
    quoted = [
        rule.source.phrase for _, rule in catalogue.every_rule() if rule.source.phrase
    ]
    quoted += [
        one.phrase for part in (plan.duties, plan.targets, plan.growth) for one in part
    ]
    heads = (plan.heads.strive, plan.heads.rectify, plan.heads.improve)
    quoted += [
        words.zh
        for words in (
            *plan.aims.values(),
            *heads,
            *(effort.title for effort in plan.efforts),
        )
    ]
    return (phrase for phrase in quoted if phrase not in text)


def _counts(catalogue: Catalogue) -> Iterator[Fault]:
    points = sum(standard.points for standard in catalogue.standards)
    if (count := len(catalogue.aspects)) != ASPECTS:
        yield Fault(
            ("aspects",),
            "wrong_count",
            {"seen": str(count), "needed": str(ASPECTS), "what": "aspects"},
        )
    if points != POINTS:
        yield Fault(
            ("standards",), "points_total", {"seen": str(points), "needed": str(POINTS)}
        )
    for part in ("aspects", "standards", "vetoes"):
        yield from once((part,), getattr(catalogue, part))
    yield from _keys(catalogue)


def _keys(catalogue: Catalogue) -> Iterator[Fault]:
    """No two rules go by one number, the first or the present one: items would not know
    which is theirs.

    What is withdrawn is asked no more.
    """
    counts = Counter(
        rule.stable for standard in catalogue.standards for rule in standard.rules
    )
    yield from (
        Fault(("standards",), "id_twice", {"id": key})
        for key, count in counts.items()
        if count > 1
    )
    known = {
        *counts,
        *(
            part.id
            for standard in catalogue.standards
            for part in (standard, *standard.rules)
        ),
    }
    for number, code in enumerate(catalogue.withdrawn):
        if code in known:
            yield Fault(("withdrawn", number), "id_twice", {"id": code})


def once(
    path: tuple[str | int, ...], parts: Iterable[object], key: str = "id"
) -> Iterator[Fault]:
    """The second of two parts with one id."""
    seen: set[str] = set()
    for number, part in enumerate(parts):
        if (name := getattr(part, key)) in seen:
            yield Fault((*path, number, key), "id_twice", {"id": name})
        seen.add(name)


def _templates(catalogue: Catalogue) -> Iterator[Fault]:
    """Steps stand once in their template, follow earlier ones, and are backed by kinds
    of meeting that exist.

    The last one has an interval, and a hard one rests on a text.
    """
    for name, template in catalogue.templates.items():
        codes = Counter(step.code for step in template.steps)
        yield from (
            Fault(("templates", name), "id_twice", {"id": code})
            for code in codes
            if codes[code] > 1
        )
        earlier: list[str] = []
        for place, stage in enumerate(template.stages):
            for number, step in enumerate(stage.steps):
                path = ("templates", name, "stages", place, "steps", number)
                for key, named, known in (
                    ("after", _one(step.after), earlier),
                    ("follows", step.follows, earlier),
                    ("spares", step.spares, codes),
                    (
                        "extends",
                        _one(step.extends.step if step.extends else None),
                        codes,
                    ),
                    (
                        "source",
                        step.source.regulation if step.source else (),
                        catalogue.articles,
                    ),
                ):
                    for code in named:
                        yield from check_name((*path, key), code, known)
                if step.hard and (step.source is None or step.source.default):
                    yield Fault(path, "step_unfounded", {"name": step.code})
                earlier.append(step.code)
                if step is template.steps[-1] and (
                    step.within is None or step.after is None
                ):
                    yield Fault(path, "step_endless", {"name": step.code})
                for kind in step.backed:
                    yield from check_name(
                        (*path, "backed"), kind, WORDS["activity_kinds"]
                    )


def _quorums(catalogue: Catalogue, plan: Plan) -> Iterator[Fault]:
    """Each is for meetings and votes that exist, and says where it comes from."""
    for name, quorum in catalogue.quorums.items():
        path = ("quorums", name)
        for key, value, words in (
            ("meeting", quorum.meeting, "activity_kinds"),
            ("type", quorum.type, "vote_types"),
            ("counted", quorum.counted, "vote_units"),
        ):
            for word in _one(value):
                yield from check_name((*path, key), word, WORDS[words])
        yield from _sources(path, quorum.source, catalogue, plan)


def _standard(
    path: tuple[str | int, ...], standard: Standard, catalogue: Catalogue
) -> Iterator[Fault]:
    yield from check_name(
        (*path, "id"), standard.aspect, {aspect.id for aspect in catalogue.aspects}
    )
    yield from check_name(
        (*path, "responsible"), standard.responsible, names.RESPONSIBLE
    )
    for kind in standard.kinds:
        yield from check_name((*path, "kinds"), kind, WORDS["unit_kinds"])
    weight = sum(rule.weight for rule in standard.rules)
    if weight != WEIGHTS:
        yield Fault(
            (*path, "rules"),
            "weights_total",
            {"id": standard.id, "seen": str(weight), "needed": str(WEIGHTS)},
        )
    yield from once((*path, "rules"), standard.rules)
    for number, rule in enumerate(standard.rules):
        if rule.id.rpartition(".")[0] != standard.id:
            yield Fault(
                (*path, "rules", number, "id"),
                "foreign_rule",
                {"id": rule.id, "standard": standard.id},
            )


def lint_rule(path: tuple[str | int, ...], rule: Rule, known: Known) -> Iterator[Fault]:
    """One time, known sources and words, fields that its records have; so of vetoes."""
    yield from _times(path, rule)
    yield from _sources(path, rule.source, known.catalogue, known.plan)
    yield from _words(path, rule, known)
    if record := getattr(rule, "record", None):
        yield from _selection(path, rule, record)
    elif getattr(rule, "set", None):
        yield from _conditions(path, "person", getattr(rule, "where", {}))
    if isinstance(rule, Cover):
        yield from _matching(path, rule, known.registries)


def _times(path: tuple[str | int, ...], rule: Rule) -> Iterator[Fault]:
    """Exactly one of a period, a due day and `continuous`."""
    said = [
        name for name in ("every", "due", "continuous") if getattr(rule, name, None)
    ]
    if len(said) != 1:
        yield Fault(path, "one_time", {"id": rule.id, "seen": ", ".join(said) or "-"})


def _of_villages(
    path: tuple[str | int, ...], rule: Rule, kinds: Names, plan: Plan
) -> Iterator[Fault]:
    """What the plan asks of the villages (各村) by a day falls on no other kind of
    unit.
    """
    due = next(
        (one for one in plan.milestones if one.id == getattr(rule, "due", None)), None
    )
    for kind in kinds:
        yield from check_name((*path, "kinds"), kind, WORDS["unit_kinds"])
        if (
            kind not in VILLAGES
            and due is not None
            and (due.phase or due.owner == "village")
        ):
            yield Fault(
                (*path, "due"),
                "due_of_villages",
                {"id": rule.id, "due": due.id, "kind": kind},
            )


def _sources(
    path: tuple[str | int, ...], source: Source, catalogue: Catalogue, plan: Plan
) -> Iterator[Fault]:
    for article in source.regulation:
        yield from check_name(
            (*path, "source", "regulation"), article, catalogue.articles
        )
    for name in source.default:
        known = (*names.PARAMETERS, *(f"list:{code}" for code in plan.lists))
        yield from check_name((*path, "source", "default"), name, known)


def _words(path: tuple[str | int, ...], rule: Rule, known: Known) -> Iterator[Fault]:
    catalogue, plan, registries = known
    people, lists = registries.people, (f"list:{name}" for name in plan.lists)
    sets = {*people, *registries.posts, *registries.codes, *lists}
    words: dict[str, Collection[str]] = {
        "when": registries.facts,
        "set": people if rule.kind == "count" else sets,
        "per": sets,
        "person_in": people,
        "partner_in": people,
        "or_in": people,
        "seats": names.NUMBERS,
        "times": {*names.NUMBERS, *people},
        "template": catalogue.templates,
        "role": WORDS["roles"],
    }
    for name, there in words.items():
        value = getattr(rule, name, None)
        if value is not None:
            yield from check_name((*path, name), value, there)
    due = getattr(rule, "due", None)
    if due is not None:
        yield from check_name((*path, "due"), due, plan.days)


def _selection(path: tuple[str | int, ...], rule: Rule, record: str) -> Iterator[Fault]:
    if record not in names.RECORDS:
        yield from check_name((*path, "record"), record, names.RECORDS)
        return
    fields = {*names.RECORDS[record].model_fields, *names.DERIVED.get(record, {})}
    named: list[tuple[str, tuple[str | None, ...]]]
    named = [
        (name, (getattr(rule, name, None),))
        for name in ("match", "sum", "date", "done", "limit")
    ]
    named += [
        (name, getattr(rule, name, ())) for name in ("needs", "filled", "waiting")
    ]
    for key, values in named:
        for value in values:
            if value is not None:
                yield from check_name((*path, key), value, fields)
    yield from _readable(path, rule, record)
    for key in ("where", "equals"):
        yield from _conditions((*path, key), record, getattr(rule, key, {}))
    if owed := getattr(rule, "owed", None):
        yield from _conditions((*path, "owed"), record, {"kind": tuple(owed)})


def _readable(path: tuple[str | int, ...], rule: Rule, record: str) -> Iterator[Fault]:
    """What is added up holds numbers; what is compared with the calendar holds days, a
    limit in every record.
    """
    for key, kept in (
        ("sum", (int, Decimal)),
        ("date", (date,)),
        ("done", (date,)),
        ("limit", (date,)),
    ):
        name = getattr(rule, key, None)
        info = names.RECORDS[record].model_fields.get(name or "")
        if info is None:  # computed, or told as unknown
            continue
        how = field_types(names.RECORDS[record]).get(name or "")
        if (
            how is None
            or how.value not in kept
            or (key == "limit" and not info.is_required())
        ):
            yield Fault((*path, key), "field_unfit", {"name": name or "", "key": key})


def _conditions(
    path: tuple[str | int, ...], record: str, where: Mapping[str, tuple[str, ...]]
) -> Iterator[Fault]:
    fields = {*names.RECORDS[record].model_fields, *names.DERIVED.get(record, {})}
    for name, values in where.items():
        if name not in fields:
            yield from check_name(path, name, fields)
            continue
        if known := WORDS.get(names.field_words(record, name) or ""):
            for value in values:
                yield from check_name((*path, name), value, known)


def _matching(
    path: tuple[str | int, ...], rule: Cover, registries: names.Registries
) -> Iterator[Fault]:
    """`match` is asked for sets of codes and refused for sets of people."""
    people = rule.set in registries.people or rule.set in registries.posts
    if people == (rule.match is not None):
        yield Fault(
            path,
            "match_forbidden" if people else "match_missing",
            {"id": rule.id, "set": rule.set},
        )


def check_name(
    path: tuple[str | int, ...],
    value: str,
    known: Collection[str],
    code: str = "unknown_name",
) -> Iterator[Fault]:
    """A fault with the nearest name that is known; nothing where the name itself is."""
    if value not in known:
        yield Fault(path, code, {"name": value, "near": nearest(value, known, 0.4)})
