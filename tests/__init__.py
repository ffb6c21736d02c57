"""The tests. They look at the product from outside wherever they can."""
