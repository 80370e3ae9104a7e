"""Which goods count as cultural, by code of the Harmonised System, for every source of trade."""

from __future__ import annotations

#: Headings and one subheading of the Harmonised System that hold cultural goods. After the
#: UNESCO Framework for Cultural Statistics of 2009, without antiques of natural history: printed
#: matter, film, recorded media, video games, musical instruments, works of art and antiques.
#: Which heading belongs is a judgement; it is the same in both directions and at every source.
CULTURAL = (
    "4901",
    "4902",
    "4903",
    "4904",
    "4905",
    "4909",
    "4910",
    "4911",
    "3706",
    "8523",
    "950450",
    "9201",
    "9202",
    "9205",
    "9206",
    "9207",
    "9208",
    "9701",
    "9702",
    "9703",
    "9704",
    "9706",
)
#: Make-up and skin care, the consumer good most tied to the image of the country.
COSMETICS = ("3304",)


def group_of(code: str) -> str | None:
    """`cultural` or `cosmetics` for a code of four or more digits, None for any other."""
    if code.startswith(CULTURAL):
        return "cultural"
    return "cosmetics" if code.startswith(COSMETICS) else None
