"""What there is to show and how far it is shown: frameworks, principles, conduct, coverage."""
