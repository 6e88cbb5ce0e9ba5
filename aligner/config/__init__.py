"""Settings: what they are, where they come from, and the only reader of the environment."""

from __future__ import annotations

from aligner.config.environment import cache_folder, use_one_processor_for_arrays
from aligner.config.resolve import SETTINGS_FILE, Settings, find_settings, resolve
from aligner.config.settings import EXEMPT, Config, SuppressRule

__all__ = [
    "EXEMPT",
    "SETTINGS_FILE",
    "Config",
    "Settings",
    "SuppressRule",
    "cache_folder",
    "find_settings",
    "resolve",
    "use_one_processor_for_arrays",
]
