"""The stations of Crosstally and the shells round them; see docs/architecture.md."""
