"""Errors: every one says where, what was found, what was expected and what to do."""

from __future__ import annotations


class StandoffError(Exception):
    """Base of all errors this package raises on purpose. `exit_code` is what the command line returns."""

    exit_code = 2

    def __init__(self, message: str, *, where: str = "", fix: str = "") -> None:
        super().__init__(message)
        self.message, self.where, self.fix = message, where, fix

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        return f"{place}{self.message}" + (f"\n   = help: {self.fix}" if self.fix else "")


class UsageError(StandoffError):
    """The command line, a configuration or an argument cannot be used as given."""


class DataError(StandoffError):
    """A file cannot be read as what it claims to be."""

    exit_code = 1


class TooLargeError(DataError):
    """A file is larger than the limit on its kind; it was not read."""


class ConflictError(StandoffError):
    """Somebody else changed, locked or already wrote what this run wanted to write; nothing was overwritten."""


class MissingExtraError(StandoffError):
    """An optional dependency is absent; the message names the extra that brings it."""


def need_extra(extra: str, cause: ImportError) -> MissingExtraError:
    """The error for a command whose optional dependency is not installed, with the true cause kept."""
    return MissingExtraError(f"this needs the optional dependency {cause.name!r} ({cause})",
                             fix=f"pip install 'standoff[{extra}]'")
