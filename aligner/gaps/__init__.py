"""From links to findings: one rule per file."""
