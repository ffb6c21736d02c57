"""The demo: made-up people and eleven months of their journals, written through the same actions
that the pages use, so that it can hold nothing that the product could not."""
