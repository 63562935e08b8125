"""The only place that opens record files; `writing` alone changes any."""

from branchstd.store.journal import FileChange
from branchstd.store.own import own_standards
from branchstd.store.standards import read_standards
from branchstd.store.strict import CatalogueError
from branchstd.store.town import Office, open_office, village_names
from branchstd.store.village import NO_DRAFTS, Drafts, VillageFile, town_file
from branchstd.store.writing import UnwrittenError, Writer, pen

__all__ = [
    "NO_DRAFTS",
    "CatalogueError",
    "Drafts",
    "FileChange",
    "Office",
    "UnwrittenError",
    "VillageFile",
    "Writer",
    "open_office",
    "own_standards",
    "pen",
    "read_standards",
    "town_file",
    "village_names",
]
