"""Claims that state the same proposition: candidates, scores, guards, proposals and decisions."""
