"""What each page and mail shows, in domain words: built by the steps, drawn by ``cofund.pages``.

``frame`` is what pages share, then ``partner``, ``review`` with its ``fields``, and ``mails``.
Import from the module itself: a function that sends one mail needs no page.
"""
