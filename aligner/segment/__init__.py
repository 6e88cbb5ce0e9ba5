"""From blocks to statements with parsed metrics, dates, owners, polarity and tense."""
