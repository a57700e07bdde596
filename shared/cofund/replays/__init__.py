"""Past claims judged by another programme: ``replay`` one, ``pool`` many, ``totals``. Pure."""
