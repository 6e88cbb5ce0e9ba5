"""The board brief on one sheet of A4: one setting of the words for Word and for PDF."""
