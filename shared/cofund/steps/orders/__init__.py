"""Souvenir orders: the catalogue, orders of partners, the desk that ships and takes back."""
