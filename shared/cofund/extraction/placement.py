"""How one picture of a page lies on another: enlarged, turned, seen from aside."""

from __future__ import annotations

from dataclasses import dataclass

Point = tuple[float, float]
Nine = tuple[float, float, float, float, float, float, float, float, float]
Corners = tuple[float, float, float, float]
"""A rectangle: x0, top, x1, bottom."""


@dataclass(frozen=True, slots=True)
class Placement:
    """A projective map: nine numbers, row by row."""

    nine: Nine = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0)

    @classmethod
    def scaled(cls, across: float, down: float) -> Placement:
        """Give the map that enlarges by a factor in each direction."""
        return cls((across, 0.0, 0.0, 0.0, down, 0.0, 0.0, 0.0, 1.0))

    @classmethod
    def turned_back(cls, quarters: int, width: float, height: float) -> Placement:
        """Give the map from a picture turned by quarters, anticlockwise, onto the unturned one.

        Width and height are the unturned picture's.
        """
        maps: tuple[Nine, ...] = (
            (1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0),
            (0.0, -1.0, width, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0),
            (-1.0, 0.0, width, 0.0, -1.0, height, 0.0, 0.0, 1.0),
            (0.0, 1.0, 0.0, -1.0, 0.0, height, 0.0, 0.0, 1.0),
        )
        return cls(maps[quarters % 4])

    def then(self, following: Placement) -> Placement:
        """Give the map that does this one first and another after it."""
        a, b, c, d, e, f, g, h, i = self.nine
        nine = following.nine
        rows = (
            (p * a + q * d + r * g, p * b + q * e + r * h, p * c + q * f + r * i)
            for p, q, r in (nine[0:3], nine[3:6], nine[6:9])
        )
        first, second, third = rows
        return Placement((*first, *second, *third))

    def inverse(self) -> Placement:
        """Give the map that undoes this one."""
        a, b, c, d, e, f, g, h, i = self.nine
        nine = (
            e * i - f * h, c * h - b * i, b * f - c * e,
            f * g - d * i, a * i - c * g, c * d - a * f,
            d * h - e * g, b * g - a * h, a * e - b * d,
        )  # fmt: skip
        return Placement(nine)

    @property
    def eight(self) -> tuple[float, ...]:
        """The first eight numbers, the ninth being 1."""
        return tuple(number / self.nine[8] for number in self.nine[:8])

    def point(self, x: float, y: float) -> Point:
        """Give where a point comes to lie."""
        a, b, c, d, e, f, g, h, i = self.nine
        depth = g * x + h * y + i
        return (a * x + b * y + c) / depth, (d * x + e * y + f) / depth

    def rectangle(self, corners: Corners) -> Corners:
        """Give the level rectangle around where a rectangle comes to lie."""
        x0, top, x1, bottom = corners
        points = [self.point(x, y) for x in (x0, x1) for y in (top, bottom)]
        across, down = [x for x, _ in points], [y for _, y in points]
        return min(across), min(down), max(across), max(down)
