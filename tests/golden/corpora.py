"""The annotated corpora of this project: name → folder of articles, folder of gold. README.md tells what each is for."""

from pathlib import Path

HERE = Path(__file__).parent
CORPORA = {
    "raw": (HERE.parents[1] / "raw", HERE / "raw"),
    **{
        name: (HERE / name / "articles", HERE / name / "gold")
        for name in (
            "heldout",
            "hospital_to_census",
            "cholera_to_drones",
            "rates_to_stadium",
            "drugs_to_films",
            "chips_to_groceries",
            "wildfire_to_spectrum",
            "football_to_flood",
            "retailer_to_batteries",
        )
    },
}
SEALED = (HERE / "sealed" / "articles", HERE / "sealed" / "gold")
"""What no rule and no weight was made with, and nobody who makes them reads: only its scores are looked at."""
