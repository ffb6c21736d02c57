"""What may be said of a file that goes along with a piece, and the words of each error."""

from collections.abc import Collection
from typing import Any

from wtforms import BooleanField, RadioField
from wtforms.fields import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import ValidationError

from journal.domain.enclosing import AttachedFile, Moment, NotAMoment, moments_in
from journal.forms import Form, line, words

YES, NO = "yes", "no"
LONGEST_CAPTION = 300
LONGEST_MOMENTS = 10_000


class PieceFileForm(Form):
    """Whether a file goes along, what it shows, and where in a recording."""

    goes_along = RadioField(
        "Does this file go along?",
        description="It does not, unless you say so. Its own name stays with you: in the portfolio "
        "it is called by the number of its piece.",
        choices=[
            SelectChoice(YES, "Yes, it goes along with this piece"),
            SelectChoice(NO, "No, it stays with me"),
        ],
        validate_choice=False,
    )
    caption = line(
        "What it shows",
        hint="For whoever reads the portfolio, and for people who cannot see or hear it. Please "
        "name nobody and no place.",
        most=LONGEST_CAPTION,
    )
    moments = words(
        "Where in the recording",
        hint="One place a line: minutes and seconds, what is to be heard, and which KSBs it shows. "
        "Such as: 02:10 explains consent: K27, S20",
        most=LONGEST_MOMENTS,
        rows=5,
    )
    looked = BooleanField(
        "I have opened this file, and nobody can be recognised in it who should not be."
    )

    file: AttachedFile
    codes: Collection[str] = ()
    seconds: int | None = None
    was_looked_at = False
    places: tuple[Moment, ...] = ()

    @property
    def goes(self) -> bool:
        """Whether the answer is yes."""
        return bool(self.goes_along.data == YES)

    def validate_goes_along(self, field: RadioField) -> None:
        """One of the two."""
        if field.data not in {YES, NO}:
            raise ValidationError("Please say whether this file goes along or stays with you.")

    def validate(self, extra_validators: object = None) -> bool:
        """A file that goes along says what it is: its own name stays at home."""
        fine: bool = super().validate(extra_validators)
        if self.goes and not self.caption.data:
            self.caption.errors = ["Please say in a few words what it shows."]
            return False
        return fine

    def validate_moments(self, field: Any) -> None:
        """Each line begins with a time that the recording has."""
        if not self.file.is_recording:
            return
        try:
            self.places = moments_in(field.data or "", self.codes, self.seconds)
        except NotAMoment as problem:
            raise ValidationError(str(problem)) from problem

    def validate_looked(self, field: BooleanField) -> None:
        """Nobody can look at it for them."""
        if self.goes and not (field.data or self.was_looked_at):
            raise ValidationError("Please open the file and look at it first, then tick this box.")
