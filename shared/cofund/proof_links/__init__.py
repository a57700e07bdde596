"""Whether a link proves something: fetched from the public internet and from nowhere else.

A link is what a stranger wrote. Whoever fetches it can be made to knock at doors that only they
can reach (server-side request forgery), so::

    urls        what is a link at all: scheme, host, port, without anything hidden in it
    hosts       which sites the programme accepts
    addresses   which addresses the whole internet reaches
    exchange    one question and its answer over one line, in bounded time and size
    titles      what a page calls itself
    checking    all of it, redirect by redirect: each is a new link and is checked as such
    network     the real resolver and lines; everything above takes them as arguments

The name is resolved once, every address that it has must be public, and the line goes to exactly
one of these addresses: a name that changes its mind in between (DNS rebinding) changes nothing.
"""
