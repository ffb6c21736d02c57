"""What an assessor may type to come in."""

from journal.forms import Form, line


class CodeForm(Form):
    """The code that came another way than the link."""

    code = line(
        "Your code",
        hint="Eight letters and digits. It did not come with the link: the person whose "
        "portfolio it is, or their training provider, tells it to you.",
        needed="Please type the code.",
        most=40,
        own=True,
        autocapitalize="characters",
        spellcheck="false",
    )
