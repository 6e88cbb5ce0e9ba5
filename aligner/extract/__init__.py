"""From statements to goals and items."""
