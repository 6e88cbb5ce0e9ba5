"""One reader per format, and the guards that keep hostile files harmless."""
