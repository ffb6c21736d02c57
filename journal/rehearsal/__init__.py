"""Getting ready to talk about the portfolio: cards to write on, practise with and print."""
