"""The only place that opens record files: reads, types, and never changes anything."""

from branchstd.store.standards import CatalogueError, load_standards
from branchstd.store.town import Office, open_office, village_names
from branchstd.store.village import VillageFile

__all__ = [
    "CatalogueError",
    "Office",
    "VillageFile",
    "load_standards",
    "open_office",
    "village_names",
]
