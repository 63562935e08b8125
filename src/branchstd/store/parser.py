"""Text with positions to typed records: unknown keys, wrong values and missing fields
become problems at their place.

What is written in another way than records have it is respelt first, if it can mean one
thing only, and told once a field. A record with a fault is kept as `Broken` with what
of it could be read: rules know what they cannot know.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Any, Final

from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from branchstd.catalogue.everyday import Everyday
from branchstd.findings import Place, Problem, Severity, excerpt, nearest
from branchstd.records import spelling, types
from branchstd.records.base import Origin, Record, field_types, month_end
from branchstd.records.holdings import Broken
from branchstd.records.town import KINDS
from branchstd.records.types import FieldType, split_list
from branchstd.records.words import WORDS
from branchstd.store.fast_path import FastPath
from branchstd.store.layout import Room
from branchstd.store.strict import everyday
from branchstd.text.nodes import MappingNode, Node, Scalar, SequenceNode, plain
from branchstd.text.yaml import TooMuchError

# What others refer to stays open where the whole failed: what they mean may have been
# lost with it.
_CODES: Final = frozenset({"code", "id"})


# Kinds whose records are of their folder's year, so that a day without a year is one of
# that year.
OF_THE_YEAR: Final = frozenset({
    "activity", "matter", "member_year", "dues", "duty", "income", "self_check",
    "feedback", "event",
    "reply", "payment", "inspection",
})  # fmt: skip
# Most papers and cases are of the year, yet older ones stand beside them; what is said
# of items goes on into the next.
_MOSTLY_OF_THE_YEAR: Final = frozenset({"document", "case", "rectify", "claim"})
# Where more may be said than the field holds.
_WITH_MORE: Final = frozenset(
    {"bad_person", "one_person", "bad_content", "bad_date_form", "word_with_note"}
)
# What else is told of some fields.
_ELSE: Final = {
    ("bad_date_form", "person", "joined_on"): "joined",
    ("bad_decimal", "person", "dues"): "exempt",
    ("unknown_word", "self_check", "answer"): "waiting",
}
# Said of what was talked about, and of the list of contents.
_CONTENT: Final = "内容"
# What the forms of offices have for the name of a person.
NAMES: Final = frozenset({"姓名", "名字", "党员姓名", "人员姓名"})
# What people make up themselves, to know one from another.
_OWN_NUMBERS: Final = frozenset(
    {("group", "code"), ("matter", "id"), ("feedback", "id")}
)
# What stands between two kinds of activity that were one meeting.
_JOINED: Final = re.compile(r"[暨兼和与及、，,+＋]+")
# A word with what is said around it.
_REMARK: Final = re.compile(r"(.+?) ?[（(](.+)[）)]")
_OF_GROUP: Final = re.compile(r"(\w+?)(党?小组会议?)")
_OF_PERIOD: Final = re.compile(r"(第?[一二三四1-4]季度|\d{1,2}月份?)(.+)")
# As villages give them to their people.
_CODE_OF_PERSON: Final = re.compile(r"[A-Za-z]{1,2}\d{1,3}")
# Remarks that take nothing back, by list or number: others may (未开, 拟任).
_HARMLESS: Final = {
    "posts": re.compile(r"兼\w+"),
    "activity_kinds": re.compile("扩大"),
    "present": re.compile(".*(?:请假|开会|外出|缺席|没来|未到)"),
}
# Rows of sums and signatures, as tables on paper have them.
FOOT: Final = re.compile(
    "合计|小计|总计|共计|累计|填[表报]|制表|审核人?[:：]|负责人[:：]|签[字名][:：]|注[:：]"
)
_COUNT: Final = re.compile(r"[0-9]+ ?[人名个]?|全体(?:党员|人员)?|全部|所有人|大家")
# What is told of a text that is no code, by what the field's codes belong to.
_WANTED: Final = {
    "people": "bad_person",
    "groups": "bad_group",
    "contents": "bad_content",
    "standards": "bad_standard",
}
_FOLDER: Final = re.compile(r"data/(?:town|villages/[^/]+)/([0-9]{4})/")


class Codes:
    """The codes that there are of people or groups; `M8` stands for M08 where there is
    no M8 and one M08.

    names: what bears one beside its code, and is meant by it where nothing else is
    called so. unread: of entries whose code cannot be read, what they may be called
    elsewhere (nothing: anything) and where they stand.
    """

    def __init__(
        self,
        known: Iterable[str],
        names: Iterable[tuple[str, str]] = (),
        unread: Mapping[str, Place] = MappingProxyType({}),
    ) -> None:
        self.known, self._unread = set(known), unread
        self._bare: dict[str, set[str]] = {}
        for code, said in (*((code, code) for code in self.known), *names):
            self._bare.setdefault(spelling.bare(said), set()).add(code)

    def meant(self, code: str) -> str:
        """The one code that it can stand for; itself where there is none, or more than
        one.
        """
        found = (
            {code} if code in self.known else self._bare.get(spelling.bare(code), set())
        )
        return next(iter(found)) if len(found) == 1 else code

    def part(self, said: list[object]) -> tuple[list[object], list[Place]]:
        """Without what is no code and may mean an entry that cannot be read; and where
        those entries stand.
        """
        others = [
            str(text)
            for text in said
            if self._unread and not types.CODE.fullmatch(str(text))
        ]
        found = {
            text: self._unread.get(spelling.bare(text)) or self._unread.get("")
            for text in others
        }
        return [text for text in said if not found.get(str(text))], [
            place for place in found.values() if place
        ]


_NO_CODES: Final = Codes(())


@dataclass(frozen=True)
class Context:
    """What is known when a file is read: everyday words, its folder's year, the codes
    of people and groups.

    room: how much of it is read.
    """

    words: Everyday = field(default_factory=everyday)
    year: int | None = None
    codes: Mapping[str, Codes] = field(default_factory=dict)
    room: Room = field(default_factory=Room)

    def of(self, file: str) -> Context:
        """The same for a file with its year."""
        found = _FOLDER.match(file)
        return replace(self, year=int(found[1])) if found else self


@cache
def labels(kind: str) -> Mapping[str, str]:
    """Every allowed key of a record kind (name or Chinese label) to its field."""
    fields = KINDS[kind].model_fields
    return MappingProxyType(
        {name: name for name in fields}
        | {str(info.title): name for name, info in fields.items()}
    )


@cache
def _respelt(kind: str) -> Mapping[str, FieldType]:
    """The fields whose texts may be written in several ways: a word, codes of others, a
    day, month or number.
    """
    fields = field_types(KINDS[kind]).items()
    return MappingProxyType(
        {
            n: how
            for n, how in fields
            if how.words or how.refers is not None or how.spell
        }
    )


# By kind of record, of whom so many came.
_WHOLE: Final = {"activity": "expected", "vote": "entitled"}


class RecordParser:
    """Types the records of one file and gathers what it finds wrong.

    headings: of a table, the cell above each field. respelt: days, months and numbers
    by line and column, as `fmt` writes them. Raises TooMuchError where there is no room
    for more; the reason is the last of its problems.
    """

    def __init__(self, file: str, context: Context | None = None) -> None:
        self.file = file
        self.context = (context or Context()).of(file)
        self.records: dict[str, list[Record]] = {}
        self.broken: list[Broken] = []
        self.problems: list[Problem] = []
        self.headings: Mapping[str, Scalar] = {}
        self.respelt: dict[tuple[int, int], str] = {}
        self._keys: dict[str, Mapping[str, str]] = {}
        self._fast: dict[str, FastPath] = {}
        self._noted: dict[tuple[str, ...], tuple[Place, dict[str, str], int]] = {}
        self._shapes: dict[
            tuple[tuple[str, tuple[int, int]], ...], Mapping[str, tuple[int, int]]
        ] = {}

    def notes(self) -> list[Problem]:
        """What was written otherwise and read all the same, once a field."""
        return [
            Problem(code, place, values | {"count": str(count)}, Severity.WARNING)
            for (code, *_), (place, values, count) in self._noted.items()
        ]

    def keys(self, kind: str) -> Mapping[str, str]:
        """Every key that a record of this kind may have, to its field."""
        if kind not in self._keys:
            self._keys[kind] = {
                **self.context.words.headings.get(kind, {}),
                **labels(kind),
            }
        return self._keys[kind]

    def place(self, node: Node) -> Place:
        """Where it begins in this file."""
        return Place(self.file, node.line, node.column)

    def report(
        self, code: str, node: Node, severity: Severity = Severity.ERROR, **values: str
    ) -> None:
        """Tells a problem, which takes room like a record. Raises TooMuchError where
        there is none.
        """
        self.problems.append(Problem(code, self.place(node), values, severity))
        self._stop(self.context.room.tell(self.place(node)))

    def tell(self, problems: Iterable[Problem]) -> None:
        """What was wrong before anything was typed takes room, too."""
        for problem in problems:
            self._stop(self.context.room.tell(problem.place))

    def _stop(self, reason: Problem | None) -> None:
        """Where there is no room for more."""
        if reason:
            self.problems.append(reason)
            raise TooMuchError

    def take_list(
        self, kind: str, node: Node, *, keep: bool = True
    ) -> tuple[Record, ...]:
        """Records of one kind from a YAML list; an empty value is an empty list.

        keep False: what stands inside a faulty record is looked through for faults and
        then counts as broken with it.
        """
        if isinstance(node, Scalar) and not node.text:
            return ()
        if not isinstance(node, SequenceNode):
            self.report("not_a_list", node, near="")
            self.broken.append(Broken(kind, self.place(node)))
            return ()
        taken = [self.take(kind, item, keep=keep) for item in node.items]
        return tuple(record for record in taken if record is not None)

    def take(self, kind: str, node: Node, *, keep: bool = True) -> Record | None:
        """One record, or None after its faults have been noted."""
        place = self.place(node)
        self._stop(self.context.room.take(place))
        if not isinstance(node, MappingNode):
            self.report("not_a_mapping", node)
            self.broken.append(Broken(kind, place))
            return None
        model = KINDS[kind]
        nodes = self._usual(kind, node)
        record = self._fast_path(kind).read(nodes) if nodes else None
        if nodes is None or record is None:
            nodes, doubted = self._sort(kind, node)
            own = {n: there for n, there in nodes.items() if n not in model.nested}
            record = self._validate(kind, node, own, doubted)
        mark = Origin(place, self._shape(node.line, nodes))
        if record is not None and not keep:
            known = {
                name: value
                for name, value in record.__dict__.items()
                if name not in _CODES
            }
            self.broken.append(Broken(kind, place, known))
            record = None
        children = self._take_children(model, nodes, record)
        if record is None:
            return None
        whole = record.model_copy(update=children) if children else record
        whole.put(mark)
        for child in (c for group in children.values() for c in group):
            child.put(child.mark, whole)
        self.records.setdefault(kind, []).append(whole)
        return whole

    def _take_children(
        self, model: type[Record], nodes: Mapping[str, Node], record: Record | None
    ) -> dict[str, tuple[Record, ...]]:
        """What stands in a record, by field. record: None of one that is broken, as
        then is what stands in it.
        """
        nested = [name for name in model.nested if name in nodes]
        if not nested:
            return {}
        holder = self.broken[-1].part if record is None else record
        count, kept = len(self.broken), record is not None
        children = {
            name: self.take_list(model.nested[name], nodes[name], keep=kept)
            for name in nested
        }
        self.broken[count:] = [
            _standing_in(holder, broken) for broken in self.broken[count:]
        ]
        return children

    def _fast_path(self, kind: str) -> FastPath:
        if kind not in self._fast:
            self._fast[kind] = FastPath(kind, self.context.words, self.context.codes)
        return self._fast[kind]

    def _usual(self, kind: str, node: MappingNode) -> dict[str, Node] | None:
        """Nodes by field, without empty values; None where a key is none of a field,
        stands twice or may mean more than one.
        """
        known, found = self.keys(kind), dict[str, Node]()
        if len(node.entries) > self.context.room.parts:
            return None
        for key, value in node.entries:
            name = known.get(key.text)
            if name is None or name in found or key.text == _CONTENT:
                return None
            if not isinstance(value, Scalar):
                if self.context.room.hold(value, self.place(value)):
                    return None
            elif not value.text:
                continue
            found[name] = value
        return found

    def _shape(
        self, line: int, values: Mapping[str, Node]
    ) -> Mapping[str, tuple[int, int]]:
        """Where the fields stand below the record's first line; the same object for all
        records of one shape.
        """
        shape = {name: (node.line - line, node.column) for name, node in values.items()}
        return self._shapes.setdefault(tuple(shape.items()), shape)

    def _sort(
        self, kind: str, node: MappingNode
    ) -> tuple[dict[str, Node], set[str] | None]:
        """Nodes by field; unknown keys and a key written in both languages are faults.
        Empty values are left out.

        With them the fields whose value is then in doubt: of an unknown key all that
        are not there; None without fault.
        """
        for part in (
            node,
            *(value for _, value in node.entries if not isinstance(value, Scalar)),
        ):
            self._stop(self.context.room.hold(part, self.place(part)))
        known, content = self.keys(kind), self._content(kind, node)
        values = dict[str, Node]()
        first = dict[str, str]()
        twice = set[str]()
        strange = False
        for key, value in node.entries:
            name = content.get(key.text) or known.get(key.text)
            if name is None and isinstance(value, Scalar):
                name = field_of_codes(kind, key.text, [value.text])
            if name is None and key.text in NAMES:
                self.report("names_apart", key, key=key.text)
            elif name is None and key.text in self.context.words.unkept:
                self.report("not_kept", key, Severity.WARNING, key=excerpt(key.text))
            elif name is None:
                near = nearest(key.text, tuple(known))
                if near and near not in labels(kind):  # what people say for it
                    near = str(KINDS[kind].model_fields[known[near]].title)
                self.report(
                    "unknown_field", key, key=excerpt(key.text), near=near, record=kind
                )
                strange = True
            elif name in values:
                self.report(
                    "field_twice",
                    key,
                    first=excerpt(first[name]),
                    key=excerpt(key.text),
                )
                twice.add(name)
            elif not (isinstance(value, Scalar) and not value.text):
                values[name], first[name] = value, key.text
        absent = (
            KINDS[kind].model_fields.keys() - values.keys() if strange else set[str]()
        )
        return values, twice | absent if twice or strange else None

    def _content(self, kind: str, node: MappingNode) -> Mapping[str, str]:
        """内容 as what was disclosed, or as the contents beside another topic, if all
        its words are words of those.
        """
        own = next((value for key, value in node.entries if key.text == _CONTENT), None)
        if own is None or kind != "activity":
            return {}
        fields = {
            self.keys(kind).get(key.text): value
            for key, value in node.entries
            if key.text != _CONTENT
        }
        words, kinds = self.context.words, fields.get("kind")
        disclosed = (
            isinstance(kinds, Scalar)
            and words.code("activity_kinds", kinds.text) == "disclosure"
        )
        parts = own.items if isinstance(own, SequenceNode) else (own,)
        said = [
            text
            for part in parts
            if isinstance(part, Scalar)
            for text in split_list(part.text)
        ]
        texts = [word for text in said for word in words.words_in(kind, "covers", text)]
        known = {
            *words.words_for(kind, "covers"),
            *words.codes.get(f"{kind}.covers", ()),
        }
        meant = (
            texts
            and known.issuperset(texts)
            and "covers" not in fields
            and (disclosed or "topic" in fields)
        )
        return {_CONTENT: "covers"} if meant else {}

    def _validate(
        self,
        kind: str,
        node: MappingNode,
        values: Mapping[str, Node],
        doubted: set[str] | None,
    ) -> Record | None:
        told = len(self.problems)
        texts, unfit, resting = self._spelt(kind, values)
        named = any(key.text in NAMES for key, _ in node.entries)
        told_apart = {_field_of_person(kind)} if named else set()
        wrong = {*(doubted or ()), *unfit, *resting}
        try:
            record = KINDS[kind].model_validate(texts)
        except ValidationError as error:
            for detail in error.errors(include_url=False, include_input=False):
                wrong.add(name := str(detail["loc"][0]))
                if name not in unfit | (told_apart - values.keys()):
                    self._fault(kind, node, values, detail)
        else:
            if doubted is None and not wrong:
                return record
        is_own = named or doubted is not None or len(self.problems) > told
        self.broken.append(
            _broken(
                kind,
                self.place(node) if is_own else next(iter(resting.values())),
                texts,
                wrong,
            )
        )
        return None

    def _spelt(
        self, kind: str, values: Mapping[str, Node]
    ) -> tuple[dict[str, Any], set[str], dict[str, Place]]:
        """The texts as models read them, and which fields are no good: already told, or
        resting on what stands there.

        Told are words that there are not beside another, steps and days of a mapping.
        Of a list what rests on an entry that cannot be read itself is left out.
        """
        texts, unfit = {name: plain(node) for name, node in values.items()}, set[str]()
        resting: dict[str, Place] = {}
        for name, how in _respelt(kind).items():
            node = values.get(name)
            if node is None:
                continue
            if how.words:
                beside = texts.get(how.by)
                texts[name] = self._to_codes(how, texts[name], beside)
                texts |= self._read_beside(kind, name, node, texts, values)
                if not self._is_word(kind, name, values, beside, texts[name]):
                    unfit.add(name)
            elif how.refers is not None:
                texts[name] = self._spell_codes(kind, name, node, how)
                known = self.context.codes.get(how.refers, _NO_CODES)
                said, places = known.part(
                    [*texts[name]] if how.several else [texts[name]]
                )
                if places:
                    resting[name], texts[name] = (
                        places[0],
                        said if how.several else texts[name],
                    )
                    unfit |= set() if how.several else {name}
            elif isinstance(node, MappingNode):
                told = len(self.problems)
                texts[name] = self._map(kind, name, node, how.spell)
                is_told = len(self.problems) > told
                fewer = len(texts[name]) < len(node.entries)
                unfit |= {name} if is_told and fewer else set()
            else:
                texts |= self._count_beside(kind, name, node, values) or {
                    name: self._normal(kind, name, node, how.spell)
                }
        return texts, unfit, resting

    def _is_word(
        self,
        kind: str,
        name: str,
        values: Mapping[str, Node],
        beside: Any,
        said: Any,
    ) -> bool:
        """Whether a field of a closed list is left to the model; else what it is, is
        told. beside: of the field that says which words there are; where that is no
        word itself, it alone is told.
        """
        how, node = field_types(KINDS[kind])[name], values[name]
        if beside is not None and not self._means(kind, how.by, beside):
            return False
        if how.words == "activity_kinds" and _is_step(self.context.words, node):
            self.report("step_no_activity", node, seen=excerpt(plain(node)))
            return False
        if pair := self._two_kinds(how, node):
            self.report(
                "two_kinds",
                node,
                label=str(KINDS[kind].model_fields[name].title),
                seen=excerpt(plain(node)),
                first=pair[0],
                other=pair[1],
            )
            return False
        known = self._choices(how.words, beside) if how.by else ()
        if how.by and isinstance(node, Scalar) and said not in known:
            error = types.unknown_word(how.words, node.text, known)
            detail = {"type": error.type, "loc": (name,), "ctx": error.context}
            self._fault(kind, node, values, detail)
            return False
        return True

    def _read_beside(
        self,
        kind: str,
        name: str,
        node: Node,
        texts: Mapping[str, Any],
        values: Mapping[str, Node],
    ) -> dict[str, str]:
        """What is said around a word: of a kind of activity its form, the Party group
        that met, or the quarter (主题党日（学习日）, 桥上组小组会, 一季度公开), also
        where its own field says the same; else that it is not read.
        """
        how, words = field_types(KINDS[kind])[name], self.context.words
        said = node.text if isinstance(node, Scalar) else ""
        if texts[name] != said or not (parts := _around(said)):
            return {}
        word, note = parts
        beside = texts.get(how.by)
        code = words.code(how.words, word, beside if isinstance(beside, str) else None)
        if code is None:
            return {}
        for other, read in self._beside(how.words, code).items():
            given, meant = values.get(other), read(note)
            if meant and (given is None or read(str(plain(given))) == meant):
                return {name: code, other: meant}
        if isinstance(node, Scalar) and _is_harmless(how.words, note):
            self._note("note_unread", (kind, name), node, (said, note))
            return {name: code}
        return {}

    def _count_beside(
        self, kind: str, name: str, node: Node, values: Mapping[str, Node]
    ) -> dict[str, str]:
        """Who came and of how many, where one cell says both and no other contradicts:
        16/17, 5人全.
        """
        said = node.text if isinstance(node, Scalar) and name == "present" else ""
        whole = _WHOLE.get(kind)
        if whole is None or not (both := spelling.present(said)):
            return {}
        came, all_ = both
        other = values.get(whole)
        if other is None:
            return {name: came, whole: all_}
        told = isinstance(other, Scalar) and spelling.count(whole, other.text)
        return {name: came} if told == all_ else {}

    def _beside(self, words: str, code: str) -> dict[str, Callable[[str], str]]:
        """What may be said around a word, by field, and how it is read there: empty for
        what it is not.
        """
        if words != "activity_kinds":
            return {}
        more = {
            "group_meeting": ("group", self._group),
            "disclosure": ("period", self._period),
        }
        return {"form": self._form, **dict([more[code]] if code in more else [])}

    def _form(self, text: str) -> str:
        return self.context.words.code("forms", text) or ""

    def _period(self, text: str) -> str:
        said = spelling.period(text, self.context.year)
        return said if spelling.PERIOD.fullmatch(said) else ""

    def _group(self, text: str) -> str:
        """The code of a Party group that is there, by code or name."""
        known = self.context.codes.get("groups", _NO_CODES)
        code = known.meant(text)
        return code if code in known.known else ""

    def _map(
        self, kind: str, name: str, node: MappingNode, spell: spelling.Spelling | None
    ) -> dict[str, Any]:
        """By the codes that everyday words stand for; told are two words for one code,
        and what is no day.
        """
        first, found = dict[str, str](), dict[str, Any]()
        for key, value in node.entries:
            code = self.context.words.code_of(kind, name, key.text)
            begun = self.context.words.begun.get(f"{kind}.{name}", {}).get(code, ())
            if code in first and (first[code] in begun) != (key.text in begun):
                read = first[code] if key.text in begun else key.text
                seen = key.text if key.text in begun else first[code]
                self._note("step_begun", (kind, name), key, (seen, read))
                if key.text in begun:
                    continue
            elif code in first:
                self.report(
                    "same_step",
                    key,
                    first=excerpt(first[code]),
                    key=excerpt(key.text),
                    step=code,
                )
                continue
            first[code], said = key.text, self._day_of_step(kind, name, value, spell)
            if not types.CODE.fullmatch(code):
                words = self.context.words
                several = words.several.get(f"{kind}.{name}", {}).get(code, ())
                near = "、".join(several) or nearest(code, words.words_for(kind, name))
                known = "、".join(self._words_for(kind, name))
                self.report(
                    "unknown_step",
                    key,
                    step=excerpt(code),
                    near=near,
                    known=known,
                    field=name,
                )
                continue
            if isinstance(said, str) and said in spelling.NOT_YET:
                continue
            try:
                found[code] = types.read_date(said).isoformat()
            except PydanticCustomError as error:
                detail = {
                    "loc": (name,),
                    "type": error.type,
                    "ctx": error.context or {},
                }
                self._fault(kind, value, {}, detail)
        return found

    def _day_of_step(
        self, kind: str, name: str, node: Node, spell: spelling.Spelling | None
    ) -> Any:
        """Of what lasted from one day to another the first, as steps go by it."""
        said = plain(node)
        year = self.context.year if kind in OF_THE_YEAR else None
        if (
            isinstance(node, Scalar)
            and (first := spelling.first_day(node.text, year)) != said
        ):
            rest = node.text.removeprefix(spelling.UNTIL.split(node.text)[0])
            self._note("note_unread", (kind, name), node, (node.text, rest))
            return first
        return self._normal(kind, name, node, spell)

    def _two_kinds(self, how: FieldType, node: Node) -> tuple[str, str] | None:
        """Two kinds of activity in one text: 党员大会暨党课."""
        words = self.context.words
        if how.words != "activity_kinds" or not isinstance(node, Scalar):
            return None
        parts = [words.code(how.words, part) for part in _JOINED.split(node.text)]
        if len(parts) != 2 or words.code(how.words, node.text):
            return None
        labels = [WORDS[how.words][code][0] for code in parts if code]
        return (labels[0], labels[1]) if len(labels) == 2 else None

    def _words_for(self, kind: str, name: str) -> list[str]:
        """A word for each code of a field."""
        return [
            said[0]
            for said in self.context.words.codes.get(f"{kind}.{name}", {}).values()
        ]

    def _means(self, kind: str, name: str, said: object) -> bool:
        """Whether it is one of the words of a field."""
        words = field_types(KINDS[kind])[name].words
        return (
            isinstance(said, str) and self.context.words.code(words, said) is not None
        )

    def _choices(self, words: str, beside: Any) -> tuple[str, ...]:
        return tuple(
            self.context.words.choices(
                words, beside if isinstance(beside, str) else None
            )
        )

    def _to_codes(self, how: FieldType, said: Any, beside: Any) -> Any:
        """Codes for words, where there are such; what else stands there is told by the
        model.
        """
        if isinstance(said, str) and not how.several:
            beside = beside if isinstance(beside, str) else None
            return self.context.words.code(how.words, said, beside) or said
        parts = split_list(said) if isinstance(said, str) else said
        if said in types.NOBODY and said not in self.context.words.choices(how.words):
            return []
        if not isinstance(parts, list):
            return parts
        code = self.context.words.code
        return [
            code(how.words, part) or part if isinstance(part, str) else part
            for part in parts
        ]

    def _spell_codes(self, kind: str, name: str, node: Node, how: FieldType) -> Any:
        """A code, or the codes of a list, each as it stands where it is given to
        somebody or something.
        """
        if isinstance(node, MappingNode):
            return plain(node)
        if not how.several:
            return (
                self._meant((kind, name), node, node.text, how)
                if isinstance(node, Scalar)
                else plain(node)
            )
        items = node.items if isinstance(node, SequenceNode) else (node,)
        if isinstance(node, Scalar) and node.text.strip() in types.NOBODY:
            return node.text
        is_left = name in {"absent", "unpaid"} and isinstance(node, Scalar)
        if is_left and plain(node).strip() in types.NOBODY_LEFT:
            return types.NOBODY[1]
        parts = [
            (item, word)
            for item in items
            if isinstance(item, Scalar)
            for part in split_list(item.text) or [item.text]
            for word in self.context.words.words_in(kind, name, part)
        ]
        others = [plain(item) for item in items if not isinstance(item, Scalar)]
        return [
            self.context.words.code_of(
                kind, name, self._meant((kind, name), item, part, how)
            )
            for item, part in parts
        ] + others

    def _meant(
        self, field: tuple[str, str], node: Scalar, code: str, how: FieldType
    ) -> str:
        known = self.context.codes.get(how.refers or "")
        meant = known.meant(code) if known else code
        if meant != code:
            self._note("code_respelt", field, node, (code, meant))
        return meant

    def _normal(
        self, kind: str, name: str, node: Node, spell: spelling.Spelling | None
    ) -> Any:
        if not isinstance(node, Scalar) or spell is None:
            return plain(node)
        if spell is spelling.number:
            text = spelling.count(name, node.text)
            parts = _around(text) if text == node.text else None
            if parts and _is_harmless(name, parts[1]):
                self._note("note_unread", (kind, name), node, (node.text, parts[1]))
                return spelling.count(name, parts[0])
        else:
            text = spell(node.text, self.context.year if kind in OF_THE_YEAR else None)
        if text != node.text:
            self.respelt[node.line, node.column] = text
            self._note("spelt_otherwise", (kind, name), node, (node.text, text))
        return text

    def _note(
        self, code: str, field: tuple[str, str], node: Scalar, respelt: tuple[str, str]
    ) -> None:
        heading, (kind, name) = self.headings.get(field[1]), field
        label, key = (
            (excerpt(heading.text),) * 2
            if heading
            else (str(KINDS[kind].model_fields[name].title), name)
        )
        told = {
            "seen": excerpt(respelt[0]),
            "read": respelt[1],
            "label": label,
            "field": key,
        }
        # Of codes each is another thing; of dates one tells how all are written.
        meant = "" if code == "spelt_otherwise" else respelt[1]
        noted = (code, *field, meant)
        place, first, count = self._noted.get(
            noted, (self.place(heading or node), told, 0)
        )
        self._noted[noted] = (place, first, count + 1)

    def _fault(
        self,
        kind: str,
        node: Node,
        values: Mapping[str, Node],
        detail: Mapping[str, Any],
    ) -> None:
        name = str(detail["loc"][0])
        label = str(KINDS[kind].model_fields[name].title)
        lacks = "missing_number" if (kind, name) in _OWN_NUMBERS else "missing_field"
        code = lacks if detail["type"] == "missing" else detail["type"]
        known = {key: str(value) for key, value in detail.get("ctx", {}).items()}
        there = values.get(name, node)
        if code in {"bad_code", "not_a_text"} and _is_of_one(kind, name, there):
            code, known = "one_person", {"seen": excerpt(str(plain(there)))}
        elif (
            code == "bad_code"
            and (parts := _around(known["seen"]))
            and types.CODE.fullmatch(parts[0])
        ):
            code, known = (
                "word_with_note",
                known | {"meant": parts[0], "note": parts[1]},
            )
        elif code == "bad_code":
            code = self._unfit(kind, name, there)
        elif code == "unknown_word" and known["seen"] in self.context.words.unkept:
            code = "word_not_kept"
        elif code == "date_ambiguous" and kind not in OF_THE_YEAR:
            code, known = _with_year(known)
        known |= self._advice(kind, name, code, known.get("seen", ""))
        self.report(
            code,
            _within(there, known.get("seen")),
            **({"field": name, "label": label} | known),
        )

    def _advice(self, kind: str, name: str, code: str, seen: str) -> dict[str, str]:
        """What may be meant, and where it goes in such a record."""
        fields, year = KINDS[kind].model_fields, self.context.year
        if code == "date_yearless":
            meant = spelling.day(seen, year) if kind in _MOSTLY_OF_THE_YEAR else ""
            return {"near": meant if spelling.DATE.fullmatch(meant) else ""}
        other = _ELSE.get((code, kind, name))
        if code == "bad_date_form":
            usual = "needed" if fields[name].is_required() else "open"
            other = other or usual
        further = {"else": other} if other else {}
        if code not in _WITH_MORE:
            return further
        own = code == "word_with_note" and "form" in fields.keys() - {name}
        aside = {"aside": "form" if own else "note" if "note" in fields else "none"}
        if code == "one_person" and (kind == "activity" or fields[name].is_required()):
            return {"aside": "joined" if kind == "activity" else "each"}
        return (
            further
            | aside
            | (
                {"known": "、".join(self._words_for(kind, name)[:3])}
                if code == "bad_content"
                else {}
            )
        )

    def _unfit(self, kind: str, name: str, node: Node) -> str:
        """What is no code: told as what the field wants."""
        if (
            (kind, name) == ("dues", "people")
            and isinstance(node, Scalar)
            and _COUNT.fullmatch(node.text)
        ):
            return "payers_counted"
        if isinstance(node, Scalar) and FOOT.match(node.text.replace(" ", "")):
            return "sum_row"
        refers = field_types(KINDS[kind])[name].refers
        wanted = "contents" if self.context.words.words_for(kind, name) else refers
        return _WANTED.get(wanted or "", "bad_code")


def field_of_codes(kind: str, key: str, texts: Iterable[str]) -> str | None:
    """The field of the person whose a record is, where codes stand under the word for
    their names.
    """
    coded = key in NAMES and all(_CODE_OF_PERSON.fullmatch(text) for text in texts)
    return _field_of_person(kind) if coded else None


@cache
def _field_of_person(kind: str) -> str | None:
    types, fields = field_types(KINDS[kind]), KINDS[kind].model_fields
    needed = (name for name, info in fields.items() if info.is_required())
    return next((name for name in needed if types[name].refers == "people"), None)


def _is_of_one(kind: str, name: str, node: Node) -> bool:
    """Whether several codes stand where one person's is wanted."""
    how = field_types(KINDS[kind])[name]
    if how.refers != "people" or how.several or isinstance(node, MappingNode):
        return False
    if isinstance(node, SequenceNode):
        return len(node.items) > 1
    parts = split_list(node.text)
    return len(parts) > 1 and all(types.CODE.fullmatch(part) for part in parts)


def _around(text: str) -> tuple[str, str] | None:
    """A word and the remark behind it; a group's meeting and which group's it is; what
    was disclosed and of which quarter.
    """
    if len(text) > spelling.LONGEST:
        return None
    if found := _REMARK.fullmatch(text):
        return found[1], found[2]
    found = _OF_GROUP.fullmatch(text) or _OF_PERIOD.fullmatch(text)
    return (found[2], found[1]) if found else None


def _is_harmless(name: str, remark: str) -> bool:
    form = _HARMLESS.get(name)
    return form is not None and form.fullmatch(remark) is not None


def _is_step(words: Everyday, node: Node) -> bool:
    """Whether it is no kind of activity, but a step of a matter: 决议公开."""
    if not isinstance(node, Scalar) or words.code("activity_kinds", node.text):
        return False
    return words.code_of("matter", "steps", node.text) != node.text


def _with_year(known: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """What could be two days or a month where a day needs its year: told as what would
    be taken there.
    """
    readings = known["readings"].split("、")
    days = [one for one in readings if one.endswith("日")]
    # Between hyphens a spreadsheet shows months.
    if len(days) == 1 and "-" not in known["seen"]:
        return "date_yearless", {"seen": known["seen"]}
    told = "、".join(f"××××年{one}" if one in days else one for one in readings)
    return "date_ambiguous", {"seen": known["seen"], "readings": told}


def _within(node: Node, seen: str | None) -> Node:
    """Of a mapping the key or value where this text stands."""
    parts = (
        (part for entry in node.entries for part in entry)
        if isinstance(node, MappingNode)
        else ()
    )
    return next(
        (
            part
            for part in parts
            if isinstance(part, Scalar) and excerpt(part.text) == seen
        ),
        node,
    )


def _broken(
    kind: str, place: Place, texts: Mapping[str, Any], wrong: set[str]
) -> Broken:
    """With what of the texts can be read, and what certainly was left empty. wrong: the
    fields that cannot be read.
    """
    fields, how = KINDS[kind].model_fields, field_types(KINDS[kind])
    values = {name: texts.get(name) for name in how.keys() - wrong}
    known = {
        n: fields[n].default if v is None else how[n].read(v) for n, v in values.items()
    }
    called = str(texts.get("code", "")) if "code" in wrong else ""
    return Broken(
        kind, place, known, _since(known.get(KINDS[kind].own or "")), called=called
    )


def _standing_in(holder: Record, broken: Broken) -> Broken:
    """What stands in a record is not seen before it; what a deeper one stands in has
    been told before.
    """
    if broken.parent is not None:
        return broken
    return replace(
        broken,
        parent=holder,
        since=broken.since or _since(getattr(holder, holder.own or "", None)),
    )


def _since(own: object) -> date | None:
    """The day before which the record cannot count, where its date could be read."""
    if isinstance(own, Mapping):
        return min(own.values(), default=None)
    return (
        month_end(own)
        if isinstance(own, str)
        else own
        if isinstance(own, date)
        else None
    )
