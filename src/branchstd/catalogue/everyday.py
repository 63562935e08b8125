"""What people say for the words, posts and headings of records: one everyday word means
one thing in one context.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from pydantic import Field

from branchstd.catalogue.lint import Fault, check_name
from branchstd.catalogue.parts import Part
from branchstd.records.town import KINDS
from branchstd.records.words import WORDS

Said = dict[str, dict[str, tuple[str, ...]]]
# A place that is told at greater length is none of words alone.
_LONG = 16
# The village's name before one of its bodies, with its 村 or without: 石桥村党支部.
_OWN = re.compile(r"\w{1,8}?(村(\w+))")
_GROUP = re.compile(r"\w{1,8}?(党小组|村民小组)")


class Everyday(Part):
    """words: of a closed list, what is said for each code. fields: of a kind of record,
    what is said for each field.

    posts: of each body all its posts, with what is said for them there; a body that is
    not named may have any.
    codes: of steps and contents, by `kind.field`. lists: of a kind of record, what its
    list in a file is called.
    several: of steps, what may be each of several, which are told with it.
    begun: of steps, what is said for how one begins, beside which its own day stands.
    unkept: what the forms of offices ask for as well, and posts that there are as well,
    and no record holds.
    """

    words: Said
    posts: Said
    codes: Said
    fields: Said
    lists: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    several: Said = Field(default_factory=dict)
    begun: Said = Field(default_factory=dict)
    unkept: tuple[str, ...] = ()

    def top(self, key: str, kind: str) -> tuple[str, ...]:
        """What stands above the records of a kind: the key, what people say for it, and
        last its label.
        """
        return key, *self.lists.get(kind, ()), KINDS[kind].zh

    @cached_property
    def _codes(self) -> Mapping[str, Mapping[str, str]]:
        return {name: _meant(name, self.words.get(name, {})) for name in WORDS}

    @cached_property
    def _post_labels(self) -> Mapping[str, Mapping[str, str]]:
        """By body: the labels of the posts that it has, and what is said for them."""
        return {
            body: _meant(
                "posts",
                {
                    code: (*said, *self.words.get("posts", {}).get(code, ()))
                    for code, said in posts.items()
                },
                posts,
            )
            for body, posts in self.posts.items()
        }

    def code(self, name: str, text: str, beside: str | None = None) -> str | None:
        """The code that a word means. beside: the code of the field beside it that
        tells which words there are.
        """
        if (
            name == "posts"
            and (held := self._post_labels.get(beside or "")) is not None
        ):
            return held.get(text)
        codes = self._codes[name]
        if name == "bodies" and text not in codes:
            own = _OWN.fullmatch(text) or _GROUP.fullmatch(text)
            said = own.groups() if own else ()
            return next((codes[part] for part in said if part in codes), None)
        room = name == "places" and len(text) < _LONG and self._rooms.fullmatch(text)
        return "venue" if room else codes.get(text)

    @cached_property
    def _rooms(self) -> re.Pattern[str]:
        """The village's venue by its words with floors and rooms around: 村委会二楼,
        二楼会议室.
        """
        own = (
            WORDS["places"]["venue"][0],
            *self.words.get("places", {}).get("venue", ()),
        )
        venue = f"(?:{'|'.join(map(re.escape, own))})"
        return re.compile(
            rf"(?=.*{venue})(?:{venue}|[大小]|办公[楼室]|大?院子?里?|第?[一二三四五六七八九十\d]{{1,3}}[楼层号室]?)+"
        )

    def words_for(self, kind: str, name: str) -> list[str]:
        """What is said for the codes of a field."""
        return list(self._codes_by_word.get(f"{kind}.{name}", {}))

    def words_in(self, kind: str, name: str, text: str) -> list[str]:
        """The words for codes of a field of which a text is made up, as 党务村务 is;
        other texts alone.
        """
        found = (
            forms.findall(text) if (forms := self._forms.get(f"{kind}.{name}")) else []
        )
        return found if "".join(found) == text else [text]

    def codes_in(self, kind: str, name: str, text: str) -> list[str]:
        """The codes that these words mean."""
        return [
            self.code_of(kind, name, word) for word in self.words_in(kind, name, text)
        ]

    @cached_property
    def _forms(self) -> Mapping[str, re.Pattern[str]]:
        """By field, the longer words first."""
        words = {
            field: sorted(said, key=len, reverse=True)
            for field, said in self._codes_by_word.items()
        }
        return {
            field: re.compile("|".join(map(re.escape, said)))
            for field, said in words.items()
            if said
        }

    def code_of(self, kind: str, name: str, text: str) -> str:
        """The code of a step or content, by what is said for it; other texts as they
        are.
        """
        return self._codes_by_word.get(f"{kind}.{name}", {}).get(text, text)

    @cached_property
    def _codes_by_word(self) -> Mapping[str, Mapping[str, str]]:
        return {
            field: {word: code for code, words in said.items() for word in words}
            for field, said in self.codes.items()
        }

    @cached_property
    def headings(self) -> Mapping[str, Mapping[str, str]]:
        """By kind of record: what is said for each field."""
        return {
            kind: {word: name for name, words in said.items() for word in words}
            for kind, said in self.fields.items()
        }

    def choices(self, name: str, beside: str | None = None) -> Iterable[str]:
        """The codes among which a word is."""
        return (
            self.posts.get(beside or "", WORDS[name])
            if name == "posts"
            else WORDS[name]
        )

    def others(self, name: str) -> list[str]:
        """What is said for the codes of a list, beside codes and labels."""
        lists = [
            self.words.get(name, {}),
            *(self.posts.values() if name == "posts" else ()),
        ]
        return list(
            dict.fromkeys(
                word for said in lists for words in said.values() for word in words
            )
        )

    def labels(self, word: str) -> list[str]:
        """The labels of all that an everyday word means, the codes of steps and
        contents, and the labels of fields that it is said for.
        """
        lists = [
            *self.words.items(),
            *(("posts", said) for said in self.posts.values()),
        ]
        found = [
            WORDS[name][code][0]
            for name, said in lists
            for code, words in said.items()
            if word in words
        ]
        fields = [
            (kind, field)
            for kind, said in self.fields.items()
            for field, words in said.items()
            if word in words
        ]
        codes = [
            code
            for said in self.codes.values()
            for code, words in said.items()
            if word in words
        ]
        titles = [str(KINDS[kind].model_fields[field].title) for kind, field in fields]
        return list(dict.fromkeys([*found, *codes, *titles]))


def _meant(
    name: str, said: Mapping[str, Iterable[str]], codes: Iterable[str] | None = None
) -> dict[str, str]:
    """Codes, labels and everyday words to codes; what is said for a code goes before a
    label.
    """
    own = {
        text: code
        for code in codes or WORDS[name]
        for text in (code, WORDS[name][code][0])
    }
    return own | {word: code for code, words in said.items() for word in words}


def lint_everyday(found: Everyday) -> Iterator[Fault]:
    """Lists, codes, bodies, kinds and fields that do not exist; a word that would mean
    two things in one context.
    """
    for name, said in found.words.items():
        yield from check_name(("words", name), name, WORDS)
        if name in WORDS:
            yield from _one_meaning(
                ("words", name),
                said,
                {code: (WORDS[name][code][0],) for code in WORDS[name]},
            )
    for body, said in found.posts.items():
        path, posts = ("posts", body), WORDS["posts"]
        yield from check_name(path, body, WORDS["bodies"])
        general = {
            code: (posts[code][0], *found.words.get("posts", {}).get(code, ()))
            for code in said
            if code in posts
        }
        yield from _one_meaning(path, said, general, WORDS["posts"])
    for field, said in found.codes.items():
        kind, _, name = field.partition(".")
        yield from check_name(
            ("codes", field), name, KINDS[kind].model_fields if kind in KINDS else ()
        )
        yield from _one_meaning(("codes", field), said, dict.fromkeys(said, ()))
    for field, said in found.several.items():
        for word, codes in said.items():
            for code in codes:
                place = ("several", field, word)
                yield from check_name(place, code, found.codes.get(field, ()))
    yield from _one_meaning(
        ("lists",), found.lists, {kind: (of.zh,) for kind, of in KINDS.items()}
    )
    for kind, said in found.fields.items():
        path = ("fields", kind)
        yield from check_name(path, kind, KINDS)
        if kind in KINDS:
            fields = KINDS[kind].model_fields
            yield from _one_meaning(
                path, said, {name: (str(info.title),) for name, info in fields.items()}
            )


def _one_meaning(
    path: tuple[str, ...],
    said: Mapping[str, Iterable[str]],
    own: Mapping[str, Iterable[str]],
    known: Iterable[str] = (),
) -> Iterator[Fault]:
    """own: the codes of the context with their other names."""
    taken = {name: code for code, names in own.items() for name in (code, *names)}
    for code, words in said.items():
        yield from check_name((*path, code), code, (*own, *known))
        for number, word in enumerate(words):
            if (
                taken.setdefault(word, code) != code
                or word in own.get(code, ())
                or word == code
            ):
                yield Fault(
                    (*path, code, number),
                    "word_twice",
                    {"name": word, "first": taken[word]},
                )
            taken[word] = code
