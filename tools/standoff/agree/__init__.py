"""How far two annotations of one text agree: alignment, measures, and their intervals."""

from .compare import Comparison, Measure, compare, compare_facts, pool
from .tokens import token_alphas

__all__ = ["Comparison", "Measure", "compare", "compare_facts", "pool", "token_alphas"]
