"""The naive oracle: who reads what, in plain Python over rows, beside hub/policy and its SQL.

Nothing here imports hub.policy, resolvers or schema: two readings of one specification are
compared, and an error would have to be made twice.
"""
