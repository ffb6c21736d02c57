"""Files on an entry: photos of flipcharts, certificates, documents, recordings."""
