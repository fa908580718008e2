// The grammar of rule files for tree-sitter: what lang/grammar*.hpp says, in its form. A test parses
// every file with both. What a look at the characters decides (the columns of bullets, which minus is
// which, what is a unit, where a line of a table ends) is in src/scanner.c.

/* global alias, choice, field, grammar, optional, prec, repeat, repeat1, seq, token */

// Words that say something in one place alone, and are names elsewhere.
const placeWords = [
  'accessed', 'but', 'days', 'doi', 'language', 'months', 'one', 'patient', 'pmid', 'published', 'review', 'reviewed',
  'set', 'status', 'uri', 'url', 'version', 'weeks', 'years',
];

const list = (item) => seq(item, repeat(seq(',', item)));

// A list is closed by a bullet further left; other ends need no sign.
const bullets = ($, item) =>
  prec.right(seq($._first_bullet, item, repeat(seq($._next_bullet, item)), optional($._list_end)));

module.exports = grammar({
  name: 'precept',

  word: ($) => $.identifier,

  externals: ($) => [
    $._first_bullet,
    $._next_bullet,
    $._list_end,
    $._minus,
    $._negative,
    $.graded,
    $._unit_here, // behind a number, on its line
    $._unit, // behind `in`
    $._line_end,
    $._error,
  ],

  extras: ($) => [/[ \t\r\n\f\v]/, $.comment],

  supertypes: ($) => [$._item],

  conflicts: ($) => [],

  rules: {
    source_file: ($) => repeat($._item),

    comment: () => token(seq('#', /[^\r\n]*/)),

    _item: ($) =>
      choice($.header, $.use, $.source, $.system, $.term, $.fact, $.event, $.definition, $.rule, $.test, $.ensure),

    // ---- names and values

    identifier: () => /[A-Za-z_][A-Za-z0-9_]*/,

    _name: ($) => choice($.identifier, ...placeWords.map((word) => alias(word, $.identifier))),

    path: ($) => prec.right(seq($._name, repeat(seq('.', $._name)))),

    text: () => token(seq('"', /(\\["\\]|[^"\n\r])*/, '"')),

    label: ($) => prec(1, $.text),

    number: () => /\d+(\.\d+)?/,

    date: () => token(prec(1, /\d{4}-\d{2}-\d{2}/)),

    unit: ($) => choice($._unit_here, $._unit),

    quantity: ($) => prec.right(seq($.number, optional(alias($._unit_here, $.unit)))),

    yes: () => 'yes',

    no: () => 'no',

    today: () => 'today',

    // ---- header, use, source, system, term

    header: ($) =>
      seq(choice('guideline', 'terms'), field('name', $._name), optional(field('label', $.label)), repeat($._header_clause)),

    _header_clause: ($) =>
      choice(
        seq('language', $.number),
        seq('version', $.text),
        seq('status', choice('draft', 'active', 'retired')),
        seq('reviewed', $.date),
        seq('review', 'every', $.quantity),
        seq('applies', 'when', $._condition),
      ),

    use: ($) =>
      seq('use', $._name, repeat(seq('/', $._name)), optional(seq('as', field('alias', $._name)))),

    source: ($) =>
      seq(
        'source',
        field('name', $._name),
        field('title', $.text),
        repeat(choice(seq(choice('doi', 'pmid', 'url'), $.text), seq(choice('published', 'accessed'), $.date))),
      ),

    system: ($) =>
      seq('system', field('name', $._name), optional(field('label', $.label)), repeat(seq('uri', $.text))),

    term: ($) =>
      seq(
        'term',
        field('name', $._name),
        optional(field('label', $.label)),
        repeat(choice(seq('is', list($.path)), $.code)),
      ),

    code: ($) => seq('code', field('system', $._name), $.text),

    cite: ($) => prec.right(seq('cite', list($.citation))),

    citation: ($) => prec.right(seq($.path, optional($.text))),

    // ---- types

    _type: ($) => choice($._plain_type, $.term_type),

    _plain_type: ($) => choice($.yes_no_type, $.number_type, $.date_type, $.one_of_type, $.set_of_type),

    yes_no_type: () => token('yes/no'),

    number_type: ($) =>
      prec.right(seq('number', optional(seq('in', alias($._unit, $.unit))), optional($.range))),

    range: ($) => seq('from', $.bound, 'to', $.bound),

    bound: ($) => seq(optional(choice($._negative, $._minus)), $.quantity),

    date_type: () => 'date',

    one_of_type: ($) => seq('one', 'of', $._coined_values),

    set_of_type: ($) => seq('set', 'of', $._coined_values),

    term_type: ($) => $.path,

    _coined_values: ($) => choice(bullets($, $.coined_value), prec.right(list($.coined_value))),

    coined_value: ($) =>
      prec.right(
        seq(choice($.graded, $.number, $._name, $.text), optional(field('label', $.label)), repeat($.code)),
      ),

    // ---- facts and events

    fact: ($) =>
      seq('fact', field('name', $._name), optional(field('label', $.label)), $._type, repeat($._fact_clause)),

    _fact_clause: ($) =>
      choice(seq('assume', $._plain_value), seq('valid', 'for', $.quantity), 'fixed', seq('ask', $.text), $.code),

    _plain_value: ($) =>
      choice($.yes, $.no, $.date, $.graded, alias($.bound, $.number_value), $.text, $.path),

    event: ($) =>
      seq(
        'event',
        field('name', $._name),
        optional(field('label', $.label)),
        repeat($.code),
        repeat($.field),
      ),

    field: ($) =>
      prec.right(seq(field('name', $._name), optional(field('label', $.label)), $._type, repeat($.code))),

    // ---- definitions

    definition: ($) =>
      seq(
        'define',
        field('name', $._name),
        optional(field('label', $.label)),
        repeat($._extra),
        choice(
          seq(optional(seq($._plain_type, repeat($._extra))), choice(seq('when', $._condition), $._value_body)),
          seq($.term_type, $._value_body), // a term is a type only where a value follows
        ),
        repeat($._extra),
      ),

    _value_body: ($) => choice($.table, $._value_or_cases),

    _extra: ($) => choice($.cite, $.code),

    _value_or_cases: ($) =>
      choice($._sum, seq(alias($._case, $.case), repeat(alias($._case, $.case)))),

    _case: ($) => seq($._sum, choice(seq('when', $._condition), 'otherwise')),

    table: ($) =>
      prec.right(seq('table', repeat1(seq($.path, '|')), field('result', $._name), repeat1($.row))),

    row: ($) => prec.right(seq(repeat1(seq($.cell, '|')), $._sum)),

    cell: ($) =>
      choice(
        'any',
        'known',
        'unknown',
        $._bounds,
        seq($._plain_value, optional(choice(seq('to', $._plain_value), repeat1(seq(',', $._plain_value))))),
      ),

    _bounds: ($) =>
      seq($.comparison_operator, $._plain_value, repeat(seq('and', $.comparison_operator, $._plain_value))),

    // ---- rules

    rule: ($) =>
      seq('rule', field('name', $._name), optional(field('label', $.label)), repeat($._rule_clause)),

    _rule_clause: ($) => choice($.when, $.unless, $.overrides, $.action),

    when: ($) => seq('when', $._condition),

    unless: ($) => prec.right(seq('unless', $._condition, repeat(seq('because', $.text)))),

    overrides: ($) => seq('overrides', list($.path)),

    action: ($) =>
      prec.right(
        seq(
          field('verb', choice('recommend', 'consider', 'avoid', 'contraindicate')),
          $.path,
          repeat(seq('+', $.path)),
          repeat($._action_clause),
        ),
      ),

    _action_clause: ($) =>
      choice(
        seq('strength', choice('strong', 'conditional')),
        seq('evidence', choice('high', 'moderate', 'low', 'very_low')),
        seq('because', $.text),
        seq('how', $.text),
        $.cite,
      ),

    // ---- tests and properties

    test: ($) => seq('test', field('name', $.text), repeat(choice($.given, $.expect, $.case_table))),

    given: ($) => seq('given', $._given, repeat(seq(choice('and', 'but'), $._given))),

    _given: ($) =>
      choice(
        seq('patient', $.text),
        seq('today', 'is', $.date),
        seq('not', $.path),
        seq('no', $.path),
        seq($.path, optional(choice($._given_is, $._given_with))),
      ),

    _given_is: ($) =>
      seq('is', choice('unknown', 'none', list($._plain_value)), optional(seq('on', $.date))),

    _given_with: ($) => seq('with', list($._given_field)),

    _given_field: ($) => seq($._name, choice('unknown', $._plain_value)),

    expect: ($) => seq('expect', $._condition),

    case_table: ($) =>
      prec.right(
        seq(
          'table',
          $._case_column,
          repeat(seq('|', $._case_column)),
          $._line_end,
          repeat1($.case_row),
        ),
      ),

    _case_column: ($) => choice('today', seq('expect', $.path), $.path),

    case_row: ($) =>
      seq(optional($.case_cell), repeat1(seq('|', optional($.case_cell))), $._line_end),

    case_cell: ($) =>
      choice(
        'any',
        'known',
        'none',
        'fires',
        $._is_tail,
        $._does_tail,
        $._includes,
        $._given_with,
        $._bounds,
        seq(
          choice('unknown', seq($._plain_value, optional(choice(seq('to', $._plain_value), repeat1(seq(',', $._plain_value)))))),
          optional(seq('on', $.date)),
        ),
      ),

    ensure: ($) =>
      seq('ensure', field('name', $._name), optional(field('label', $.label)), repeat1($._ensure_clause)),

    _ensure_clause: ($) => choice(seq('whenever', $._condition), seq('never', $._condition), $._condition),

    // ---- conditions, from the loosest to the tightest

    _condition: ($) => prec.right(choice($.chain, $._logical)),

    chain: ($) => prec.right(seq($._logical, repeat1(seq(choice('and', 'or'), $._logical)))),

    _logical: ($) => prec.right(choice($.negation, $._comparison)),

    negation: ($) => prec.right(seq('not', $._logical)),

    _comparison: ($) => prec.right(choice($._sum, $.comparison)),

    comparison: ($) =>
      prec.right(
        seq(
          $._sum,
          choice(seq($.comparison_operator, $._sum), $._is_tail, $._includes, 'fires', $._does_tail),
        ),
      ),

    comparison_operator: () => choice('<', '<=', '>', '>=', '≤', '≥'),

    _is_tail: ($) => prec.right(seq('is', optional('not'), $._is_form)),

    _is_form: ($) =>
      prec.right(
        choice(
          'known',
          'unknown',
          seq('in', $.path),
          prec(1, seq('one', 'of', list($._value))),
          seq('between', $._sum, 'and', $._sum),
          seq(choice('within', seq(choice('more', 'less'), 'than')), $.quantity, choice('before', 'after'), $._sum),
          seq(choice('before', 'after'), $._sum),
          'recommended',
          'considered',
          'avoided',
          'contraindicated',
          'blocked',
          'overridden',
          'provisional',
          'applicable',
          seq('undecided', optional(seq('for', 'want', 'of', list($.path)))),
          $._value,
        ),
      ),

    _value: ($) => choice(prec(10, alias('no', $.no)), $._sum),

    _includes: ($) => prec.right(seq('includes', $._included)),

    _included: ($) => prec.right(choice(seq('any', 'of', list($._value)), seq('all', 'of', list($._value)), $._value)),

    _does_tail: ($) => prec.right(seq('does', 'not', choice('fire', seq('include', $._included)))),

    // ---- numbers

    _sum: ($) => prec.right(choice($.sum, $._product)),

    sum: ($) => prec.right(seq($._product, repeat1(seq(choice('+', $._minus), $._product)))),

    _product: ($) => prec.right(choice($.product, $._unary)),

    product: ($) => prec.right(seq($._unary, repeat1(seq(choice('*', '/'), $._unary)))),

    _unary: ($) => prec.right(choice($.negative, $.power, $._postfix)),

    negative: ($) => prec.right(seq($._negative, $._unary)),

    power: ($) => prec.right(seq($._postfix, '^', $._unary)),

    _postfix: ($) => prec.right(choice($.in_unit, $._primary)),

    in_unit: ($) => prec.left(1, seq($._postfix, 'in', alias($._unit, $.unit))),

    _primary: ($) =>
      choice(
        $.elapsed,
        prec(1, $.path),
        $.date,
        $.graded,
        $.quantity,
        $.parenthesised,
        $.text,
        $.all_of,
        $.any_of,
        $.none_of,
        $.quantified,
        $.counted,
        $.yes,
        $.no,
        $.today,
        $.count_of,
        $.sum_of,
        $.pick,
        $.function,
        $.round,
        $.extreme,
        $.some_advice,
      ),

    elapsed: ($) =>
      prec.right(seq(choice('years', 'months', 'weeks', 'days'), 'between', $._sum, 'and', $._sum)),

    parenthesised: ($) => seq('(', $._condition, ')'),

    list: ($) => bullets($, alias($._condition, $.list_item)),

    _rules_fire: ($) => seq(list($.path), choice('fires', 'fire')),

    all_of: ($) => prec.right(seq('all', 'of', $.list)),

    any_of: ($) => prec.right(seq('any', 'of', choice($.list, $._rules_fire))),

    none_of: ($) => prec.right(seq('none', 'of', choice($.list, $._rules_fire))),

    // `no therapy` is one; but not behind `is`, where `no` is a value.
    quantified: ($) => prec.right(5, seq(choice('any', 'every', 'no'), field('event', $.path), optional($.where))),

    where: ($) => prec.right(seq('where', $._condition)),

    counted: ($) =>
      prec.right(
        seq(
          choice(seq('at', choice('least', 'most')), 'exactly'),
          choice($.number, 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'),
          choice(seq('of', choice($.list, $._rules_fire)), seq(field('event', $.path), optional($.where))),
        ),
      ),

    count_of: ($) => prec.right(seq('count', 'of', field('event', $.path), optional($.where))),

    sum_of: ($) => prec.right(seq('sum', 'of', alias($._summands, $.list))),

    _summands: ($) => bullets($, $.summand),

    summand: ($) => prec.right(seq($._sum, optional(seq('when', $._condition)))),

    pick: ($) =>
      prec.right(
        seq(choice('latest', 'earliest'), field('event', $.path), 'by', $._name, optional($.where)),
      ),

    function: ($) => prec.right(seq(choice('sqrt', 'ln', 'exp', 'abs', 'floor', 'ceiling'), $._postfix)),

    round: ($) => prec.right(seq('round', $._sum, 'to', $.number)),

    extreme: ($) => prec.right(seq(choice('min', 'max'), 'of', list($._sum))),

    some_advice: () => seq('some', 'advice', 'is', 'given'),
  },
});
