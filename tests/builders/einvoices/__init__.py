"""E-invoices and codes written from the facts of a sale, in every syntax that is read."""
