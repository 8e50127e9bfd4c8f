"""Typed rows: what a release holds. `tables` describes every table and column, `build` makes the rows."""

from .build import Rows, build_rows
from .tables import TABLES, Column, Row, columns, describe, key_of

__all__ = ["TABLES", "Column", "Row", "Rows", "build_rows", "columns", "describe", "key_of"]
