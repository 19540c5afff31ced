"""Change: what somebody enters becomes rows, if the policy lets them, and records of it.

A change is one transaction. The statement that writes a row asks the policy about it, as it was
and as it would be, and leaves its records (`rows`); `work` runs such statements; the files of
domains say in the words of the work what is written, and by which rules. Reading back is the
planner's.
"""
