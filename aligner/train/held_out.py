"""Which organisations the held-out encoder must not see: whole industries, with their near twins, so that nothing leaks."""

from __future__ import annotations

__all__ = ["HELD_OUT"]

HELD_OUT = frozenset(
    {
        "actuarial_pricing_department", "ai_programme_bank", "ai_programme_government", "ai_programme_insurer",
        "ai_programme_manufacturer", "ai_programme_retailer", "air_traffic_control_provider", "airline", "airport",
        "claims_motor_insurer", "data_and_analytics_office_of_an_insurer", "fashion_retailer", "fire_and_rescue", "game_studio",
        "health_insurer", "insurance", "law_firm", "life_insurer", "procurement_function", "reinsurer", "steel_maker", "steelworks",
        "university", "university_it_department", "university_research_office", "university_student_experience", "water_company_plan",
        "water_utility",
    }
)  # fmt: skip
"""Names of files under ``corpora/pairs``."""
