"""A number, a message code or a bare word of the catalogue, explained."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from rich.console import RenderableType
from rich.text import Text

from branchstd.catalogue.model import Parameters
from branchstd.catalogue.parts import Choice, Words
from branchstd.catalogue.settings import fingerprint
from branchstd.findings import Place, Problem, nearest
from branchstd.messages.examples import example
from branchstd.messages.messages import Messages
from branchstd.records.schema import hint
from branchstd.records.town import KINDS
from branchstd.records.words import WORDS
from branchstd.render.catalogue_text import kinds_of, one_rule, show_standard
from branchstd.render.plan_text import proof_name
from branchstd.render.style import heading, indent
from branchstd.workflow.duties import readings

SHORTEST: Final = 2  # characters worth searching for
Told = Iterable[RenderableType] | None


def explain(name: str, messages: Messages) -> Told:
    """The first that knows the name; None when nobody does."""
    return next(
        (told for source in SOURCES if (told := source(name, messages)) is not None),
        None,
    )


def closest(name: str, messages: Messages, items: Iterable[str] = ()) -> str:
    """The closest name that can be explained. items: their numbers."""
    catalogue, plan, words = messages.catalogue, messages.plan, messages.words
    known = [standard.id for standard in catalogue.standards] + [
        rule.id for _, rule in catalogue.every_rule()
    ]
    known += [
        *plan.days,
        *plan.lists,
        *(d.id for d in plan.duties),
        *(t.id for t in plan.targets),
        *(o.id for o in plan.open),
        *catalogue.articles,
    ]
    known += [*messages.problem_texts(), *words.SETS, *words.FACTS, *KINDS, *items]
    known += [
        step.code
        for template in catalogue.templates.values()
        for step in template.steps
    ]
    return nearest(name, known, 0.6)


def _standard(name: str, messages: Messages) -> Told:
    found = next((s for s in messages.catalogue.standards if s.id == name), None)
    return show_standard(found, messages) if found else None


def _rule(name: str, messages: Messages) -> Told:
    found = next(
        (
            rule
            for _, rule in messages.catalogue.every_rule()
            if name in {rule.id, rule.stable}
        ),
        None,
    )
    if found is None:
        return None
    notes = (*_duties(found.id, messages), *messages.footnotes([found.id]))
    return (*one_rule(found, messages), *(indent(note) for note in notes))


def _duty(name: str, messages: Messages) -> Told:
    found = next((duty for duty in messages.plan.duties if duty.id == name), None)
    if found is None:
        return None
    due = _when(found.due, messages) if found.due else ""
    words = messages.ui("quoted", clause=found.clause or "", phrase=found.phrase)
    named = [proof_name(code, messages) for code in found.proof]
    proven = (
        messages.ui("proven_by", what=messages.words.AND.join(named)) if named else ""
    )
    none = messages.ui("none_may", id=name) if found.none else ""
    why = messages.ui("not_proven", why=found.why[messages.lang]) if found.why else ""
    return _paragraphs(
        name,
        words,
        messages.words.OWNERS[found.owner],
        due,
        kinds_of(found.kinds, messages),
        proven,
        none,
        why,
    )


def _when(due: str, messages: Messages) -> str:
    every = due.removeprefix("each_")
    return (
        str(messages.words.EVERY[every])
        if every != due
        else messages.ui("until", day=messages.plan.days[due])
    )


def _article(name: str, messages: Messages) -> Told:
    """An article with where it was read and the rules that rest on it."""
    found = messages.catalogue.articles.get(name)
    if found is None:
        return None
    at = (
        messages.ui("article_at", at=messages.words.AND.join(found.at))
        if found.at
        else ""
    )
    rules = [
        rule.id
        for _, rule in messages.catalogue.every_rule()
        if name in rule.source.regulation
    ]
    rests = (
        messages.ui("article_rules", what=messages.words.AND.join(rules))
        if rules
        else ""
    )
    return _paragraphs(name, messages.article(name), at, rests)


def _information(name: str, messages: Messages) -> Told:
    found = next(
        (group for group in messages.plan.information if name in group.ids), None
    )
    return (
        _paragraphs(name, messages.ui("not_proven", why=found.why[messages.lang]))
        if found
        else None
    )


def _target(name: str, messages: Messages) -> Told:
    found = next(
        (target for target in messages.plan.targets if target.id == name), None
    )
    if found is None:
        return None
    words = messages.ui("quoted", clause=found.clause, phrase=found.phrase)
    due = messages.ui("until", day=messages.plan.days[found.due])
    notes = (*_duties(name, messages), *messages.footnotes([name]))
    return _paragraphs(f"{name} {found.title[messages.lang]}", words, due, *notes)


def _duties(code: str, messages: Messages) -> Iterator[str]:
    """The duties that a rule (or one element of it) or a target proves."""
    found = [
        f"{duty.id} {duty.phrase}"
        for duty in messages.plan.duties
        if code in {proof.partition(":")[0] for proof in duty.proof}
    ]
    return (messages.ui("duties_of", what=duty) for duty in found)


def _milestone(name: str, messages: Messages) -> Told:
    found = next((m for m in messages.plan.milestones if m.id == name), None)
    if found is None:
        return None
    subject = f"dates.{name}"
    mark = (
        messages.stands(subject)
        if found.default or subject in messages.plan.settlements
        else ""
    )
    days = (
        readings(messages.plan, found)
        if subject not in messages.plan.settlements
        else ()
    )
    also = (messages.ui("other_reading", day=day) for day in days if day != found.due)
    until = messages.ui("until", day=found.due) + mark
    return _paragraphs(
        f"{name} {found.title[messages.lang]}",
        until,
        *also,
        *messages.footnotes([name]),
    )


def _open(name: str, messages: Messages) -> Told:
    found = next((o for o in messages.plan.open if o.id == name), None)
    if found is None:
        return None
    choices = (
        messages.ui(
            "choice",
            code=one.code,
            text=one.title[messages.lang],
            sets=" ".join(_sets(one)) or "-",
        )
        for one in found.choices
    )
    changes = (
        messages.ui("changes", what=messages.words.AND.join(found.changes))
        if found.changes
        else ""
    )
    return _paragraphs(
        f"{name} {found.clause}",
        found.question[messages.lang],
        messages.taken(found),
        *choices,
        changes,
    )


def _sets(choice: Choice) -> Iterator[str]:
    """What a choice sets, by the names that the files use."""
    values = {**choice.parameters, **choice.dates, **choice.fields}
    for name, value in values.items():
        fields = value.items() if isinstance(value, dict) else [("", value)]
        yield from (
            f"{name}{'.' if field else ''}{field}={said or '-'}".replace("'", "")
            for field, said in fields
        )
    yield from (*choice.lists, *choice.own)


def _list(name: str, messages: Messages) -> Told:
    found = messages.plan.lists.get(name.removeprefix("list:"))
    if found is None:
        return None
    items = [f"{code}  {item[messages.lang]}" for code, item in found.items.items()]
    own = [
        messages.own(change)
        for change in messages.catalogue.changes
        if change.id == name.removeprefix("list:")
    ]
    mark = (
        []
        if own or not items
        else [messages.ui("fingerprint", code=fingerprint(found))]
    )
    subject = f"lists.{name.removeprefix('list:')}"
    stands = (
        messages.stands(subject)
        if found.default or subject in messages.plan.settlements
        else ""
    )
    return _paragraphs(
        found.title[messages.lang] + stands,
        *(items or [messages.ui("list_empty")]),
        *own,
        *mark,
    )


def _problem(name: str, messages: Messages) -> Told:
    """As it is told of some record; every code has such an example."""
    texts = messages.problem_texts()
    if name not in texts:
        return None
    sentence, remedy = messages.problem(
        Problem(name, Place(""), example(name, texts[name]))
    )
    return _paragraphs(
        name,
        messages.ui("for_example", text=sentence),
        messages.ui("to_do", text=remedy),
    )


def _word(name: str, messages: Messages) -> Told:
    """Sets of people, facts and record kinds, these also by their Chinese names."""
    if text := {**messages.words.SETS, **messages.words.FACTS}.get(name):
        return _paragraphs(name, str(text))
    name = next((kind for kind, model in KINDS.items() if model.zh == name), name)
    if name in KINDS:
        lines = (_field(name, field, messages) for field in KINDS[name].model_fields)
        return _paragraphs(f"{name} {KINDS[name].zh}", KINDS[name].path, *lines)
    return None


def _field(kind: str, name: str, messages: Messages) -> str:
    """A field with its label, whether it is needed, and how it is written."""
    info = KINDS[kind].model_fields[name]
    said = f"{info.title}  {messages.meaning(str(info.description))}"
    how = "" if messages.lang == "en" else f"；{hint(KINDS[kind], name)}"
    return f"{name}  {said}{how}{messages.ui('needed') if info.is_required() else ''}"


def _fields(name: str, messages: Messages) -> Told:
    """A field by its code or label, in every kind of record that has it."""
    both = [
        (kind, field, str(info.title))
        for kind, model in KINDS.items()
        for field, info in model.model_fields.items()
    ]
    lines = [
        f"{kind}: {_field(kind, field, messages)}"
        for kind, field, label in both
        if name in {field, label}
    ]
    return _paragraphs(name, *lines) if lines else None


def _parameter(name: str, messages: Messages) -> Told:
    """A number that rules share, and who set it."""
    if name not in Parameters.model_fields:
        return None
    own = [
        messages.own(change)
        for change in messages.catalogue.changes
        if change.id == name
    ]
    shared = f"{name}: {getattr(messages.catalogue.parameters, name)}"
    return _paragraphs(shared + messages.stands(f"parameters.{name}"), *own)


def _spoken_of(name: str, messages: Messages) -> Told:
    """A word that records may use, by its lists; and the standards, rules and lists
    whose titles contain it.
    """
    words = [
        (of, code, *both) for of, known in WORDS.items() for code, both in known.items()
    ]
    for of, listed in messages.plan.lists.items():
        words += [(of, code, item.zh, item.en) for code, item in listed.items.items()]
    lines = [
        f"{of}: {code}  {zh}  {en}"
        for of, code, zh, en in words
        if name in {code, zh, en}
    ]
    if len(name) >= SHORTEST:
        lines += [
            f"{code}  {title[messages.lang]}"
            for code, title in _titles(messages)
            if name in (title.zh + title.en)
        ]
    return _paragraphs(name, *lines) if lines else None


def _step(name: str, messages: Messages) -> Told:
    """A step by its code, or by words of its title, in every process that has such."""
    lines = [
        f"{template.title[messages.lang]}{messages.words.COLON}{step.code} "
        f" {step.title[messages.lang]}"
        for template in messages.catalogue.templates.values()
        for step in template.steps
        if name == step.code
        or (len(name) >= SHORTEST and name in step.title.zh + step.title.en)
    ]
    return _paragraphs(name, *lines) if lines else None


def _titles(messages: Messages) -> Iterator[tuple[str, Words]]:
    yield from (
        (standard.id, standard.title) for standard in messages.catalogue.standards
    )
    yield from ((rule.id, rule.noun) for _, rule in messages.catalogue.every_rule())
    yield from ((code, found.title) for code, found in messages.plan.lists.items())


def _paragraphs(title: str, *lines: str) -> Iterator[RenderableType]:
    yield heading(title)
    yield from (indent(Text(line)) for line in lines if line)


SOURCES: Final[tuple[Callable[[str, Messages], Told], ...]] = (
    _standard,
    _rule,
    _duty,
    _article,
    _information,
    _target,
    _milestone,
    _open,
    _list,
    _problem,
    _word,
    _parameter,
    _fields,
    _spoken_of,
    _step,
)
