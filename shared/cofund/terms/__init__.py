"""What a programme's terms give and say.

``entitlement`` to money, ``due_days``; the terms ``listed`` and compared, their ``schema``.
"""
