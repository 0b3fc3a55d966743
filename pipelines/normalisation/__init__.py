"""Figures as stated → figures that can be compared. Belongs here: rates, unit factors, rounding. Not: reading text."""
