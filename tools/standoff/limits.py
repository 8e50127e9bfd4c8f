"""Every limit on input, in one place. A file beyond one is a finding, never a slow run or a crash."""

JSON_BYTES = 32 * 1024 * 1024
"""Largest .json file, and largest line of a .jsonl file, in bytes."""
JSON_DEPTH = 64
"""Deepest nesting of arrays and objects."""
JSON_INTEGER = 2**53
"""Integers of larger magnitude do not survive JavaScript, pandas or jq."""
SEED_BYTES = 64 * 1024 * 1024
"""Largest source text in bytes."""
TEXT_WORDS = 40
"""Longest `text` of a claim, in words."""
CLAIMS_ON_SPAN = 4
"""Most claims whose evidence is the same words."""
WITHIN_DEPTH = 4
"""Deepest nesting of attributions."""
QUOTE_WORDS = 15
"""Longest quote an `excerpts` document reveals whole, in words."""
EDGE_WORDS = 4
"""Words shown of each end of a longer quote."""
ALIKE_WORDS = 8
"""Runs of so many words that a claim text shares with its source count as shown, beside the quotations."""
MAX_QUOTED = 0.30
"""Default share of an `excerpts` document's characters that one release may reveal."""
