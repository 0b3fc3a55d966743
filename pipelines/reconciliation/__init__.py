"""Comparable figures → facts, verdicts, conflicts. Belongs here: evidence, verdicts, causes, checks. Not: reading text."""
