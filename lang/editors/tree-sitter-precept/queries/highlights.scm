; Names by what they declare, and all else by what it is. What names stand for only the language server knows.

(identifier) @variable

(header name: (_) @module)
(use (identifier) @module)
(source name: (_) @label)
(system name: (_) @type)
(term name: (_) @type.definition)
(fact name: (_) @variable.parameter)
(event name: (_) @type.definition)
(field name: (_) @variable.member)
(definition name: (_) @function)
(rule name: (_) @function)
(ensure name: (_) @function)
(quantified event: (_) @type)
(counted event: (_) @type)
(count_of event: (_) @type)
(pick event: (_) @type)
(code system: (_) @type)

(comment) @comment
(text) @string
(number) @number
(date) @number
(graded) @constant
(unit) @type.unit

[
  (yes)
  (no)
  (today)
] @keyword.constant

[
  (yes_no_type)
  (date_type)
  "number"
  "one"
  "set"
] @keyword.type

[
  "guideline"
  "terms"
  "use"
  "as"
  "source"
  "system"
  "term"
  "fact"
  "event"
  "define"
  "rule"
  "test"
  "ensure"
] @keyword

[
  "recommend"
  "consider"
  "avoid"
  "contraindicate"
  "overrides"
] @keyword.directive

[
  "when"
  "unless"
  "whenever"
  "otherwise"
  "where"
  "given"
  "expect"
  "never"
  "table"
] @keyword.conditional

[
  "and"
  "or"
  "not"
  "is"
  "does"
  "include"
  "includes"
  "between"
  "before"
  "after"
  "within"
  "more"
  "less"
  "than"
  "known"
  "unknown"
  "fire"
  "fires"
  "recommended"
  "considered"
  "avoided"
  "contraindicated"
  "blocked"
  "overridden"
  "provisional"
  "undecided"
  "applicable"
] @keyword.operator

[
  "all"
  "any"
  "none"
  "no"
  "some"
  "advice"
  "every"
  "exactly"
  "at"
  "least"
  "most"
  "of"
  "count"
  "sum"
  "latest"
  "earliest"
  "by"
] @keyword.repeat

[
  "applies"
  "ask"
  "assume"
  "because"
  "but"
  "cite"
  "code"
  "evidence"
  "fixed"
  "for"
  "from"
  "how"
  "in"
  "language"
  "on"
  "patient"
  "review"
  "reviewed"
  "status"
  "strength"
  "to"
  "today"
  "valid"
  "version"
  "want"
  "with"
  "doi"
  "pmid"
  "url"
  "uri"
  "published"
  "accessed"
  "draft"
  "active"
  "retired"
  "strong"
  "conditional"
  "high"
  "moderate"
  "low"
  "very_low"
] @keyword.modifier

[
  "abs"
  "ceiling"
  "exp"
  "floor"
  "ln"
  "max"
  "min"
  "round"
  "sqrt"
  "years"
  "months"
  "weeks"
  "days"
] @keyword.function

[
  "+"
  "*"
  "/"
  "^"
  "|"
] @operator

(comparison_operator) @operator
