"""What may be typed on the way into an account."""

from typing import Any

from wtforms import EmailField, Field, PasswordField
from wtforms.validators import InputRequired, ValidationError

from journal.accounts.passwords import SHORTEST, problem_with
from journal.email_addresses import address_field
from journal.forms import Form, trimmed
from journal.models import Person


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


class UnlockForm(Form):
    """The password of whoever's device it is."""

    password = PasswordField(
        "Password",
        validators=[InputRequired("Please type your password.")],
        render_kw={"autocomplete": "current-password"},
    )


class ForgottenForm(Form):
    """Where to send the link."""

    email = address_field(
        "E-mail", needed="Please type your e-mail address.", autocomplete="username"
    )


class NewPasswordForm(Form):
    """A password of one's own choice, typed once: it can be looked at instead of typed twice."""

    new_password = PasswordField(
        "New password",
        description=f"{SHORTEST} characters or more. Three or four words that do not belong "
        "together are easy to remember and hard to guess. Pasting from a password manager is fine.",
        validators=[InputRequired("Please choose a password.")],
        render_kw={"autocomplete": "new-password"},
    )

    def __init__(self, person: Person, **options: Any) -> None:
        """Whose password it will be, since it must not be their own name."""
        super().__init__(**options)
        self.person = person

    def validate_new_password(self, field: Field) -> None:
        """Say what to do about a password that is too easy to guess."""
        who = self.person
        if problem := problem_with(field.data or "", email=who.email, name=who.name):
            raise ValidationError(problem)


class ChangePasswordForm(NewPasswordForm):
    """A new password, and the one that it follows."""

    password = PasswordField(
        "Present password",
        validators=[InputRequired("Please type the password that you have now.")],
        render_kw={"autocomplete": "current-password"},
    )
