"""From one report value to every form of output."""
