"""Lists for those who work with them: one for all villages, one for each village, or one for each who has to act."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from branchstd.messages.speech import Speech
from branchstd.render.lists import OF_ITEMS, OF_VILLAGES, Entry, VillageLine, of_items, of_villages
from branchstd.render.sheets import Sheet


@dataclass(frozen=True, slots=True)
class Book:
    """`lines`: of the villages asked for, all; whose: only what concerns somebody of this code or role.

    lost: files of the town on account of which something may be missing in all of them.
    """

    lines: Sequence[VillageLine]
    town: str
    as_of: date
    speech: Speech
    whose: str = ""
    lost: Sequence[str] = ()

    def sheets(self, keys: Sequence[str], by: str | None = None) -> list[Sheet]:
        """One for each list and part; where no part has any of it, empty ones."""
        parts = {"village": self._by_village, "role": self._by_turn}.get(by or "", self._whole)
        return list(parts(keys)) or list(self._part(keys, [], []))

    def _whole(self, keys: Sequence[str]) -> Iterator[Sheet]:
        return self._part(keys, self._entries(self.lines), self._concerned())

    def _by_village(self, keys: Sequence[str]) -> Iterator[Sheet]:
        """A village without items has lists too, but stands in one of the two ledgers only."""
        for line in self._concerned():
            found = self._part(keys, self._entries([line]), [line], line.surveyed.village.name)
            yield from (sheet for sheet in found if sheet.rows or sheet.key not in OF_VILLAGES)

    def _by_turn(self, keys: Sequence[str]) -> Iterator[Sheet]:
        """Lists to work through: of what is open only. Ledgers are of villages, and stay whole."""
        groups: dict[str, list[Entry]] = {}
        for entry in self._entries(self.lines):
            if entry.one.is_open:
                groups.setdefault(entry.who, []).append(entry)
        for who, entries in (groups or {"": []}).items():
            yield from self._part([key for key in keys if key in OF_ITEMS], entries, [], who)
        yield from self._part([key for key in keys if key in OF_VILLAGES], [], self._concerned())

    def _part(
        self, keys: Sequence[str], entries: Sequence[Entry], lines: Sequence[VillageLine], title: str = ""
    ) -> Iterator[Sheet]:
        words, name = self.speech.words, self.speech.words.AND.join(filter(None, (title, self.whose)))
        unit = self.speech.ui("list_unit", unit=self._unit(lines))
        lost = self.speech.ui("list_unread", files=words.AND.join(self.unread)) if self.unread else ""
        for key in keys:
            own = key in OF_ITEMS
            sheet = (of_items(key, entries, self.as_of, self.speech, name) if own
                     else of_villages(key, lines, self.as_of, self.speech, name))  # fmt: skip
            yield replace(sheet, note=str(words.SEMI).join(filter(None, (unit, sheet.note, lost))))

    def _entries(self, lines: Sequence[VillageLine]) -> list[Entry]:
        entries = [entry for line in lines for entry in line.entries]
        return [entry for entry in entries if entry.concerns(self.whose)] if self.whose else entries

    def _concerned(self) -> list[VillageLine]:
        return [line for line in self.lines if not self.whose or line.concerns(self.whose)]

    def _unit(self, lines: Sequence[VillageLine]) -> str:
        """Whose list it is: a village's branch where it is about one village, else the town's office."""
        if len(lines) == 1:
            return self.speech.ui("branch_of", name=lines[0].surveyed.village.name)
        return self.speech.ui("office_of", name=self.town)

    @property
    def unread(self) -> tuple[str, ...]:
        """Files of which something is missing in the lists because it cannot be read."""
        return tuple(dict.fromkeys((*self.lost, *(file for line in self.lines for file in line.unread))))

    def villages_of(self, code: str) -> list[str]:
        """The villages in which somebody of their own has the code; none where it is a cadre's of the town."""
        return [line.surveyed.village.slug for line in self.lines if code in line.own_codes and code not in line.roles]

    @property
    def known(self) -> set[str]:
        """The codes and roles that something can concern."""
        roles = self.speech.words.RESPONSIBLE
        found = {*roles, *roles.values()}
        for line in self.lines:
            own = (line.village.lead or "", line.village.liaison or "")
            found |= {*line.roles, *line.own_codes, *own, *(entry.who for entry in line.entries)}
        return found
