"""Bytes → articles. Belongs here: file formats, dates, copies. Does not belong here: what a figure is."""
