"""The only place that opens record files: finds the root, reads, types, and never changes anything."""

from branchstd.store.root import NoRootError, find_root
from branchstd.store.standards import CatalogueError, load_standards
from branchstd.store.town import Office, open_office, village_names
from branchstd.store.village import VillageFile

__all__ = [
    "CatalogueError",
    "NoRootError",
    "Office",
    "VillageFile",
    "find_root",
    "load_standards",
    "open_office",
    "village_names",
]
