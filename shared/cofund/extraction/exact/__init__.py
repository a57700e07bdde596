"""Exact sources: e-invoices and QR codes, read in the child into plain JSON (``stated``).

Read in this order::

    files       XML as a file of its own or attached to a PDF
    tree        XML from strangers: no document type, no entities, everything bounded
    einvoice    which syntax a root is
    tables      a field's paths, form and necessity; what is missing or wrong, with its line
    forms       canonical texts: ISO dates, plain decimals, currency letters
    upd, ukd    the Russian tax service's formats; russian is what they share
    cii, ubl    ZUGFeRD, Factur-X, XRechnung, UBL; european is what they share
    looking     where on a page or picture a QR may be; embedded opens pictures inside PDFs
    codes       payments, fiscal receipts, European transfers

What a source states is laid over the page by the parent: see ``merging``.
"""
