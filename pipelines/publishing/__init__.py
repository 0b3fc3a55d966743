"""Tables → what people read. Belongs here: the page, exports, reviews, what changed. Not: deciding what conflicts."""
