"""Compiles the translations, for a wheel as for a checkout: gettext reads `.mo`, people
write `.po`. For a wheel catalogue, plan and everyday words as well, as
`branchstd.store.compiled` keeps them.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Compile(BuildHookInterface):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        for path in Path(self.root, "src", "branchstd", "locale").glob(
            "*/LC_MESSAGES/*.po"
        ):
            with (
                path.open("rb") as file,
                path.with_suffix(".mo").open("wb") as compiled,
            ):
                write_mo(compiled, read_po(file))
        # In a checkout they change: the user's cache folder has them.
        if self.target_name == "wheel" and version != "editable":
            build_data["force_include"] |= self.standards()

    def standards(self) -> dict[str, str]:
        """Where each was written, and where the wheel has it."""
        sys.path.insert(0, str(Path(self.root, "src")))
        from branchstd.store.compiled import FOLDER, key_of, write
        from branchstd.store.standards import read_shipped
        from branchstd.workspace import REGISTRIES

        folder, found = Path(mkdtemp()), {}
        for texts, parts in read_shipped(REGISTRIES):
            key = key_of(texts)
            write(folder / key, key, parts)
            found[str(folder / key)] = f"branchstd/shipped/{FOLDER}/{key}"
        return found
