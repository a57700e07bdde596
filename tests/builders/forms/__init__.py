"""Official Russian forms in the wordings and arrangements that programs print them in."""

from tests.builders.forms.transfers import old_tax_invoice_pdf, two_column_transfer_document_pdf

__all__ = ["old_tax_invoice_pdf", "two_column_transfer_document_pdf"]
