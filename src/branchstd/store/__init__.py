"""The only place that opens record files; `writing` alone changes any."""

from branchstd.store.own import own_standards
from branchstd.store.standards import load_standards
from branchstd.store.strict import CatalogueError
from branchstd.store.town import Office, open_office, village_names
from branchstd.store.village import VillageFile

__all__ = [
    "CatalogueError",
    "Office",
    "VillageFile",
    "load_standards",
    "open_office",
    "own_standards",
    "village_names",
]
