"""From goals and items to links with calibrated probabilities."""
