"""Documents made for measuring: real in form, invented in content, with the truth known."""
