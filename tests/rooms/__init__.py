"""Each room's pages, as its people use them."""
