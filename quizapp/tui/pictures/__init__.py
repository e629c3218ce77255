"""Pictures on the terminal, where it speaks Kitty's graphics protocol or Sixel.

A picture is cells of text to the screens: each cell says which picture it belongs to, and which
row and column of it (:mod:`placeholders`). Kitty understands that by itself. For Sixel the
driver puts the pixels in the place of the cells on their way out. So pictures scroll, are
covered and come back as any text does.
"""
