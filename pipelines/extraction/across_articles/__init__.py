"""One name for one thing across the articles of a run, without any list of names; and one currency for one amount.

Belongs here: which articles speak of the same thing (`clusters`), what they print and how their figures are named (`story`), short forms
(`short_forms`), names of events (`events`), odd topics (`topics`), the step from frame to frame (`shared_names`), and currencies (`shared_currencies`). Does not belong
here: names within one article (`en/names.py`), tables of other names and names that hold for the whole run (`aliases.py`).
"""
