"""The clinic's protocol as typed, checked data. Pure but for the loader, which reads files."""
