"""English: word tables (`lexicon/`) and the functions that need them. Nothing English stands outside this package."""
