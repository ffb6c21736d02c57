"""One document tree, written as a self-contained HTML file or as a PDF/UA-1.

Knows nothing of the web service or of portfolios: whoever has something to hand
over builds a `tree.Document` and gives it to `html.to_html` or `pdf.to_pdf`.
"""
