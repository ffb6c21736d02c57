"""The people around a peer worker: who supports whom, from when, until when."""
