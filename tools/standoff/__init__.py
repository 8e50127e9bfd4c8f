"""standoff: an annotated source corpus with the tooling that keeps it true."""

__version__ = "0.1.0"
