"""The explorer: static pages over the rows of a release. They open by double-click and ask no server anything."""

from .build import build_site
from .passages import Passages

__all__ = ["Passages", "build_site"]
