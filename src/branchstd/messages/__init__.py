"""Sentences for people, one table for each language. Codes and values come from the other layers."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType
from typing import Final

LANGUAGES: Final = ("zh", "en")


def table(lang: str) -> ModuleType:
    """The message table of a language; only the one that is asked for is loaded."""
    return import_module(f"branchstd.messages.{lang}")
