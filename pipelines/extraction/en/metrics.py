def set_metrics(doc, ms): pass
