"""Measurements that are not tests: each prints its numbers. Run from the project folder."""
