"""Measures results against gold labels."""
