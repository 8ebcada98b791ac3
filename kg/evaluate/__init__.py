"""How well extraction does: what was read, compared with hand-made annotations (data/gold)."""

from kg.evaluate.folding import fold_agency as fold_agency
from kg.evaluate.folding import fold_issuer as fold_issuer
from kg.evaluate.folding import fold_number as fold_number
from kg.evaluate.folding import fold_words as fold_words
from kg.evaluate.passages import Passage as Passage
from kg.evaluate.passages import load_passages as load_passages
from kg.evaluate.scores import Ratio as Ratio
from kg.evaluate.scores import Scores as Scores
from kg.evaluate.scores import evaluate as evaluate
from kg.evaluate.scores import load_gold as load_gold
from kg.evaluate.scores import pair_up as pair_up
from kg.evaluate.scores import same_fields as same_fields
