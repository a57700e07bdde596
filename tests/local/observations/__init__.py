"""What a client sees of moto: made in programs of their own, compared by `tests.local.repairs`."""
