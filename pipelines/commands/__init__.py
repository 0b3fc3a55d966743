"""One module a command of `crosstally`, loaded when the command is called. Belongs here: options and output. Not: rules."""
