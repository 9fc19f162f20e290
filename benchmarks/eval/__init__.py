"""What `make eval` is made of: rows, the model in process, measures, report, baselines."""
