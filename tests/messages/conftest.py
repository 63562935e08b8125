"""The tests of sentences build their villages with the builders of the rules' tests."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "rules"))
