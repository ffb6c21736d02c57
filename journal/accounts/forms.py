"""What may be typed on the way into an account."""

from wtforms import EmailField, PasswordField
from wtforms.validators import InputRequired

from journal.forms import Form, trimmed


class SignInForm(Form):
    """E-mail and password. Browsers may fill both in."""

    email = EmailField(
        "E-mail",
        filters=[trimmed],
        validators=[InputRequired("Please type your e-mail address.")],
        render_kw={"autocomplete": "username"},
    )
    password = PasswordField(
        "Password",
        validators=[InputRequired("Please type your password.")],
        render_kw={"autocomplete": "current-password"},
    )
