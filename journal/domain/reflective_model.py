"""Reflective models: a few questions to write against, every one of them skippable."""

from dataclasses import dataclass

FREE = "free"
"""The model without questions: free writing."""

MODELS = {
    "gibbs": (
        "description",
        "feelings",
        "evaluation",
        "analysis",
        "conclusion",
        "action_plan",
    ),
    "driscoll": ("what", "so_what", "now_what"),
    "kolb": (
        "concrete_experience",
        "reflective_observation",
        "abstract_conceptualisation",
        "active_experimentation",
    ),
    "schon": ("in_action", "on_action"),
    "atkins_murphy": ("awareness", "description", "analysis", "evaluation", "learning"),
    "johns": ("aesthetics", "personal", "ethics", "empirics", "reflexivity"),
    FREE: (),
}
"""The models that written entries rely on, with their questions' keys; others may be added."""


@dataclass(frozen=True)
class Prompt:
    """One question of a model, a hint for when it feels too big, and how answers often begin."""

    key: str
    heading: str
    question: str
    hint: str
    cues: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReflectiveModel:
    """A named way to reflect. Entries keep the keys, so a key never changes its meaning."""

    key: str
    name: str
    origin: str
    introduction: str
    prompts: tuple[Prompt, ...]

    def prompt(self, key: str) -> Prompt | None:
        """The question with this key."""
        return next((prompt for prompt in self.prompts if prompt.key == key), None)
