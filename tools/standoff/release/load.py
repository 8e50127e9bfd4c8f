"""Loading a release for analysis: typed rows, and the same tables as Arrow, pandas or Polars."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import cached_property
from pathlib import Path
from typing import Any, Generic, TypeVar, overload

from ..errors import DataError, need_extra
from ..rows import TABLES, key_of
from ..rows import tables as t
from ..store import read_lines
from .manifest import Manifest, read_manifest

R = TypeVar("R", bound=t.Row)


class Table(Generic[R]):
    """One table of a release: a sequence of typed rows that is read when first used."""

    def __init__(self, folder: Path, name: str, row: type[R]) -> None:
        self.folder, self.name, self._row = folder, name, row

    @cached_property
    def rows(self) -> list[R]:
        """All rows, by key."""
        names = {field.name for field in fields(self._row)}
        made = []
        for line in read_lines(self.folder / f"jsonl/{self.name}.jsonl"):
            if not isinstance(line, dict) or set(line) != names:
                raise DataError(f"a row does not have the columns {', '.join(sorted(names))}",
                                where=f"{self.folder}/jsonl/{self.name}.jsonl", fix="standoff verify tells more")
            made.append(self._row(**line))
        return made

    def __iter__(self) -> Iterator[R]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    @overload
    def __getitem__(self, index: int) -> R: ...
    @overload
    def __getitem__(self, index: str) -> R: ...
    def __getitem__(self, index: int | str) -> R:
        """A row by position, or by id in a table whose key is one column. KeyError for an unknown id."""
        return self.rows[index] if isinstance(index, int) else self._by_id[index]

    @cached_property
    def _by_id(self) -> dict[str, R]:
        (key,) = key_of(self.name) if len(key_of(self.name)) == 1 else ("",)
        if not key:
            raise KeyError(f"the key of {self.name} is {', '.join(key_of(self.name))}; look rows up by position")
        return {getattr(row, key): row for row in self.rows}

    def to_arrow(self) -> Any:
        """A pyarrow.Table. MissingExtraError without pyarrow."""
        try:
            import pyarrow.parquet as pq
        except ImportError as error:
            raise need_extra("data", error) from error
        return pq.read_table(self.folder / f"parquet/{self.name}.parquet")

    def to_pandas(self) -> Any:
        """A pandas.DataFrame. MissingExtraError without pyarrow; ImportError without pandas."""
        return self.to_arrow().to_pandas()

    def to_polars(self) -> Any:
        """A polars.DataFrame. MissingExtraError without pyarrow; ImportError without polars."""
        import polars
        return polars.from_arrow(self.to_arrow())


@dataclass(frozen=True)
class Release:
    """A release on disk. Each table is an attribute: `release.claims`, `release.facts` …"""

    folder: Path
    manifest: Manifest

    documents: Table[t.DocumentRow]
    sentences: Table[t.SentenceRow]
    entities: Table[t.EntityRow]
    entity_aliases: Table[t.EntityAliasRow]
    entity_affiliations: Table[t.EntityAffiliationRow]
    claims: Table[t.ClaimRow]
    claim_entities: Table[t.ClaimEntityRow]
    claim_roots: Table[t.ClaimRootRow]
    chain: Table[t.ChainRow]
    attributions: Table[t.AttributionRow]
    spans: Table[t.SpanRow]
    citations: Table[t.CitationRow]
    citation_claims: Table[t.CitationClaimRow]
    works: Table[t.WorkRow]
    facts: Table[t.FactRow]
    fact_claims: Table[t.FactClaimRow]
    links: Table[t.LinkRow]
    contests: Table[t.ContestRow]
    forwards: Table[t.ForwardRow]

    @property
    def version(self) -> str:
        """Dataset version."""
        return self.manifest.version


def load(folder: str | Path) -> Release:
    """The release at `folder`, as `standoff publish` made it. DataError when it is none.

    Nothing but the manifest is read yet; `standoff.verify(folder)` proves that no byte was changed.
    """
    path = Path(folder)
    return Release(path, read_manifest(path), **{name: Table(path, name, row) for name, row in TABLES.items()})  # type: ignore[arg-type]
