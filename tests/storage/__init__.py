"""Where files are kept, on a real folder and on a real S3 protocol."""
