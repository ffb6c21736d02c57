"""Reading what other systems give away. Nothing here knows of the database or the web.

`reading.read` tells by its content what a file is and answers with what was found in it.
CannotRead says in a sentence why there is nothing.
"""
