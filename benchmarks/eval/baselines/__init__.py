"""What others do on the same rows. Each module is run as a process of its own.

`python -m benchmarks.eval.baselines.NAME ROWS OUT`: ROWS is a folder of our
JSONL files, OUT a JSON file to write. TensorFlow lives only in `stock_rasa`.
"""
