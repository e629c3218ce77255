"""The names of the rules that make cards, as they stand beside a card."""

from quizapp.language import _, marked

RULE_NAMES = {
    "definition": marked("definition of a term"),
    "label": marked("labelled paragraph"),
    "heading": marked("heading and text"),
    "term-cloze": marked("bold term"),
    "formula": marked("formula of a term"),
    "formula-cloze": marked("gap in a formula"),
    "steps": marked("numbered steps"),
    "list": marked("list"),
    "problem": marked("problem and solution"),
    "contrast": marked("contrast"),
    "reason": marked("reason"),
    "table": marked("table row"),
    "qa": marked("question and answer"),
    "inline": marked("question::answer"),
    "block": marked("question and answer block"),
    "highlight": marked("highlight"),
    "cloze": marked("marked gap"),
    "bracket": marked("bracketed gap"),
    "choice": marked("answers to choose from"),
    "quiz": marked("fresh numbers"),
}


def rule_name(rule: str) -> str:
    """The name of a rule next to its card; an unknown one names itself."""
    return _(RULE_NAMES[rule]) if rule in RULE_NAMES else rule
