"""Sentences for people: English in the tables here, other languages in
`locale/*/LC_MESSAGES/branchstd.po`.

A text is looked up by where it stands (`UI.checking`) and by its English, so that one
word may be two elsewhere.
"""

from __future__ import annotations

from functools import cache
from gettext import NullTranslations, translation
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final

LANGUAGES: Final = ("zh", "en")
# Where a language's texts are looked for, one after the other; English is what the
# tables say.
LOCALES: Final = {"zh": ("zh_CN",), "bo": ("bo", "zh_CN")}
# Spoken where asked for; who is not among LANGUAGES is not reviewed, and not offered.
SPOKEN: Final = ("en", *LOCALES)
FOLDER: Final = Path(__file__).parents[1] / "locale"


@cache
def table(name: str, lang: str) -> SimpleNamespace:
    """The texts of `sentences`, `problems`, `sheets` or `help` in a language; only what
    is asked for is loaded.
    """
    texts = vars(import_module(f"branchstd.messages.{name}")).items()
    return SimpleNamespace(
        **{
            key: _translate_all(lang, key, value)
            for key, value in texts
            if key.isupper()
        }
    )


def translate(lang: str, context: str, english: str) -> str:
    """The text in a language; the English where it has none."""
    return (
        english
        if lang == "en" or not english
        else _translations(lang).pgettext(context, english)
    )


@cache
def _translations(lang: str) -> NullTranslations:
    """English alone in a copy of the source that nobody built."""
    return translation("branchstd", FOLDER, LOCALES[lang], fallback=True)


def _translate_all(lang: str, path: str, value: Any) -> Any:
    """Every text of plain data; path: where it stands."""
    if isinstance(value, str):
        return translate(lang, path, value)
    if isinstance(value, dict):
        return {
            key: _translate_all(lang, f"{path}.{key}", part)
            for key, part in value.items()
        }
    return tuple(
        _translate_all(lang, f"{path}.{place}", part)
        for place, part in enumerate(value)
    )
