"""Dedupe of a table of millions of claims: the same idea as for a corpus, as a plan over whole numbers."""
