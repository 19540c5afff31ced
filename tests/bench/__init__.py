"""A benchmark over HTTP: the hub beside hand-written SQL and beside idiomatic Strawberry.

`python -m tests.bench` loads a district, serves it three ways, and measures them in turn. It is no
test: a machine's speed is no promise.
"""
