"""Compiles the translations, for a wheel as for a checkout: gettext reads `.mo`, people
write `.po`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileTranslations(BuildHookInterface):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        for path in Path(self.root, "src", "branchstd", "locale").glob(
            "*/LC_MESSAGES/*.po"
        ):
            with (
                path.open("rb") as file,
                path.with_suffix(".mo").open("wb") as compiled,
            ):
                write_mo(compiled, read_po(file))
