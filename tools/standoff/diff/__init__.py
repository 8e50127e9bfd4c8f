"""The difference of two row sets, id by id, and the least version step that it asks for."""

from .changes import Change, Side, apply, diff
from .step import Step, Verdict, allowed, least_step

__all__ = ["Change", "Side", "Step", "Verdict", "allowed", "apply", "diff", "least_step"]
