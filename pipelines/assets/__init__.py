"""Thin Dagster shells round the stations, one file a station. Belongs here: wiring and metadata. Not: rules."""
