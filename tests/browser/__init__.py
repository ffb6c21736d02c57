"""The product in a real browser, with and without JavaScript, looked over by axe."""
