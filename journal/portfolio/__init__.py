"""The portfolio: choosing pieces of evidence, and making one file of them."""
