"""A number, a message code or a bare word of the catalogue, explained."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from rich.console import RenderableType
from rich.text import Text

from branchstd.catalogue.model import Parameters
from branchstd.catalogue.parts import Words
from branchstd.catalogue.points import Choice
from branchstd.catalogue.settings import fingerprint
from branchstd.findings import Place, Problem, nearest
from branchstd.messages.examples import example
from branchstd.messages.speech import Speech
from branchstd.records.schema import hint
from branchstd.records.town import KINDS
from branchstd.records.words import WORDS
from branchstd.render.catalogue_text import kinds_of, one_rule, show_standard
from branchstd.render.plan_text import proof_name
from branchstd.render.style import heading, indent
from branchstd.workflow.duties import readings

SHORTEST: Final = 2  # characters worth searching for
Told = Iterable[RenderableType] | None


def explain(name: str, speech: Speech) -> Told:
    """The first that knows the name; None when nobody does."""
    return next((told for source in SOURCES if (told := source(name, speech)) is not None), None)


def closest(name: str, speech: Speech, items: Iterable[str] = ()) -> str:
    """The closest name that can be explained. items: their numbers."""
    catalogue, plan, words = speech.catalogue, speech.plan, speech.words
    known = [standard.id for standard in catalogue.standards] + [rule.id for _, rule in catalogue.every_rule()]
    known += [
        *plan.days,
        *plan.lists,
        *(d.id for d in plan.duties),
        *(t.id for t in plan.targets),
        *(o.id for o in plan.open),
        *catalogue.articles,
    ]
    known += [*speech.problem_texts(), *words.SETS, *words.FACTS, *KINDS, *items]
    return nearest(name, known, 0.6)


def _standard(name: str, speech: Speech) -> Told:
    found = next((s for s in speech.catalogue.standards if s.id == name), None)
    return show_standard(found, speech) if found else None


def _rule(name: str, speech: Speech) -> Told:
    found = next((rule for _, rule in speech.catalogue.every_rule() if name in {rule.id, rule.stable}), None)
    if found is None:
        return None
    notes = (*_duties(found.id, speech), *speech.footnotes([found.id]))
    return (*one_rule(found, speech), *(indent(note) for note in notes))


def _duty(name: str, speech: Speech) -> Told:
    found = next((duty for duty in speech.plan.duties if duty.id == name), None)
    if found is None:
        return None
    due = _when(found.due, speech) if found.due else ""
    words = speech.ui("quoted", clause=found.clause or "", phrase=found.phrase)
    named = [proof_name(code, speech) for code in found.proof]
    proven = speech.ui("proven_by", what=speech.words.AND.join(named)) if named else ""
    none = speech.ui("none_may", id=name) if found.none else ""
    why = speech.ui("not_proven", why=found.why[speech.lang]) if found.why else ""
    return _paragraphs(
        name, words, speech.words.OWNERS[found.owner], due, kinds_of(found.kinds, speech), proven, none, why
    )


def _when(due: str, speech: Speech) -> str:
    every = due.removeprefix("each_")
    return str(speech.words.EVERY[every]) if every != due else speech.ui("until", day=speech.plan.days[due])


def _article(name: str, speech: Speech) -> Told:
    """An article with where it was read and the rules that rest on it."""
    found = speech.catalogue.articles.get(name)
    if found is None:
        return None
    at = speech.ui("article_at", at=speech.words.AND.join(found.at)) if found.at else ""
    rules = [rule.id for _, rule in speech.catalogue.every_rule() if name in rule.source.regulation]
    rests = speech.ui("article_rules", what=speech.words.AND.join(rules)) if rules else ""
    return _paragraphs(name, speech.article(name), at, rests)


def _information(name: str, speech: Speech) -> Told:
    found = next((group for group in speech.plan.information if name in group.ids), None)
    return _paragraphs(name, speech.ui("not_proven", why=found.why[speech.lang])) if found else None


def _target(name: str, speech: Speech) -> Told:
    found = next((target for target in speech.plan.targets if target.id == name), None)
    if found is None:
        return None
    words = speech.ui("quoted", clause=found.clause, phrase=found.phrase)
    due = speech.ui("until", day=speech.plan.days[found.due])
    notes = (*_duties(name, speech), *speech.footnotes([name]))
    return _paragraphs(f"{name} {found.title[speech.lang]}", words, due, *notes)


def _duties(code: str, speech: Speech) -> Iterator[str]:
    """The duties that a rule (or one element of it) or a target proves."""
    found = [
        f"{duty.id} {duty.phrase}"
        for duty in speech.plan.duties
        if code in {proof.partition(":")[0] for proof in duty.proof}
    ]
    return (speech.ui("duties_of", what=duty) for duty in found)


def _milestone(name: str, speech: Speech) -> Told:
    found = next((m for m in speech.plan.milestones if m.id == name), None)
    if found is None:
        return None
    subject = f"dates.{name}"
    mark = speech.stands(subject) if found.default or subject in speech.plan.settlements else ""
    days = readings(speech.plan, found) if subject not in speech.plan.settlements else ()
    also = (speech.ui("other_reading", day=day) for day in days if day != found.due)
    until = speech.ui("until", day=found.due) + mark
    return _paragraphs(f"{name} {found.title[speech.lang]}", until, *also, *speech.footnotes([name]))


def _open(name: str, speech: Speech) -> Told:
    found = next((o for o in speech.plan.open if o.id == name), None)
    if found is None:
        return None
    choices = (
        speech.ui("choice", code=one.code, text=one.title[speech.lang], sets=" ".join(_sets(one)) or "-")
        for one in found.choices
    )
    changes = speech.ui("changes", what=speech.words.AND.join(found.changes)) if found.changes else ""
    return _paragraphs(f"{name} {found.clause}", found.question[speech.lang], speech.taken(found), *choices, changes)


def _sets(choice: Choice) -> Iterator[str]:
    """What a choice sets, by the names that the files use."""
    values = {**choice.parameters, **choice.dates, **choice.fields}
    for name, value in values.items():
        fields = value.items() if isinstance(value, dict) else [("", value)]
        yield from (f"{name}{'.' if field else ''}{field}={said or '-'}".replace("'", "") for field, said in fields)
    yield from (*choice.lists, *choice.own)


def _list(name: str, speech: Speech) -> Told:
    found = speech.plan.lists.get(name.removeprefix("list:"))
    if found is None:
        return None
    items = [f"{code}  {item[speech.lang]}" for code, item in found.items.items()]
    own = [speech.own(change) for change in speech.catalogue.changes if change.id == name.removeprefix("list:")]
    mark = [] if own or not items else [speech.ui("fingerprint", code=fingerprint(found))]
    subject = f"lists.{name.removeprefix('list:')}"
    stands = speech.stands(subject) if found.default or subject in speech.plan.settlements else ""
    return _paragraphs(found.title[speech.lang] + stands, *(items or [speech.ui("list_empty")]), *own, *mark)


def _problem(name: str, speech: Speech) -> Told:
    """As it is told of some record; every code has such an example."""
    texts = speech.problem_texts()
    if name not in texts:
        return None
    sentence, remedy = speech.problem(Problem(name, Place(""), example(name, texts[name])))
    return _paragraphs(name, speech.ui("for_example", text=sentence), speech.ui("to_do", text=remedy))


def _word(name: str, speech: Speech) -> Told:
    """Sets of people, facts and record kinds, these also by their Chinese names."""
    if text := {**speech.words.SETS, **speech.words.FACTS}.get(name):
        return _paragraphs(name, str(text))
    name = next((kind for kind, model in KINDS.items() if model.zh == name), name)
    if name in KINDS:
        lines = (_field(name, field, speech) for field in KINDS[name].model_fields)
        return _paragraphs(f"{name} {KINDS[name].zh}", KINDS[name].path, *lines)
    return None


def _field(kind: str, name: str, speech: Speech) -> str:
    """A field with its label, whether it is needed, and how it is written."""
    info = KINDS[kind].model_fields[name]
    said = f"{info.title}  {speech.meaning(str(info.description))}"
    how = f"；{hint(KINDS[kind], name)}" if speech.lang == "zh" else ""
    return f"{name}  {said}{how}{speech.ui('needed') if info.is_required() else ''}"


def _fields(name: str, speech: Speech) -> Told:
    """A field by its code or label, in every kind of record that has it."""
    both = [
        (kind, field, str(info.title)) for kind, model in KINDS.items() for field, info in model.model_fields.items()
    ]
    lines = [f"{kind}: {_field(kind, field, speech)}" for kind, field, label in both if name in {field, label}]
    return _paragraphs(name, *lines) if lines else None


def _parameter(name: str, speech: Speech) -> Told:
    """A number that rules share, and who set it."""
    if name not in Parameters.model_fields:
        return None
    own = [speech.own(change) for change in speech.catalogue.changes if change.id == name]
    shared = f"{name}: {getattr(speech.catalogue.parameters, name)}"
    return _paragraphs(shared + speech.stands(f"parameters.{name}"), *own)


def _spoken_of(name: str, speech: Speech) -> Told:
    """A word that records may use, by its lists; and the standards, rules and lists whose titles contain it."""
    words = [(of, code, *both) for of, known in WORDS.items() for code, both in known.items()]
    for of, listed in speech.plan.lists.items():
        words += [(of, code, item.zh, item.en) for code, item in listed.items.items()]
    lines = [f"{of}: {code}  {zh}  {en}" for of, code, zh, en in words if name in {code, zh, en}]
    if len(name) >= SHORTEST:
        lines += [f"{code}  {title[speech.lang]}" for code, title in _titles(speech) if name in (title.zh + title.en)]
    return _paragraphs(name, *lines) if lines else None


def _titles(speech: Speech) -> Iterator[tuple[str, Words]]:
    yield from ((standard.id, standard.title) for standard in speech.catalogue.standards)
    yield from ((rule.id, rule.noun) for _, rule in speech.catalogue.every_rule())
    yield from ((code, found.title) for code, found in speech.plan.lists.items())


def _paragraphs(title: str, *lines: str) -> Iterator[RenderableType]:
    yield heading(title)
    yield from (indent(Text(line)) for line in lines if line)


SOURCES: Final[tuple[Callable[[str, Speech], Told], ...]] = (
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
)
