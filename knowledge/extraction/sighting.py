"""A figure with the words around it."""

from dataclasses import dataclass

from knowledge.extraction.approach import Approach
from knowledge.extraction.chunks import Chunk, words_of
from knowledge.language.quantity import Quantity


@dataclass(frozen=True, slots=True)
class Sighting:
    """A figure in its place. kind: of its unit. after: the chunks behind it, up to a hard break. text: the sentence."""

    quantity: Quantity
    kind: str
    approach: Approach
    after: tuple[Chunk, ...]
    text: str

    @property
    def words(self) -> str:
        """The name that leads to the figure, "" if there is none."""
        return words_of(self.approach.name, self.text)

    @property
    def is_percent(self) -> bool:
        return self.kind == "percent"

    def words_after(self, size: int) -> str:
        """The first chunks behind the figure as words."""
        return words_of(self.after[:size], self.text)
