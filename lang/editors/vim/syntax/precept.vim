" Vim syntax file
" Language: Precept, rules of clinical guidelines
" Words of the language are keywords here; the few that are names elsewhere (`version`, `status`,
" `one`) are matched in their places alone. tests/editors checks both against the language itself.

if exists('b:current_syntax')
  finish
endif

let s:cpo_save = &cpoptions
set cpoptions&vim

syn case match
syn iskeyword @,48-57,_

" ---- Words

syn keyword preceptItem guideline source system term fact event define rule ensure
      \ nextgroup=preceptDeclared skipwhite
syn keyword preceptItem use nextgroup=preceptModule skipwhite
syn keyword preceptItem test
syn keyword preceptAs as nextgroup=preceptModule skipwhite
syn match preceptItem "^terms\>" nextgroup=preceptDeclared skipwhite
syn match preceptDeclared "\<\h\w*\>" contained
syn match preceptModule "\<\h\w*\%(/\h\w*\)*\>" contained contains=preceptSlash
syn match preceptSlash "/" contained

syn keyword preceptAction recommend consider avoid contraindicate overrides
syn keyword preceptControl when unless whenever otherwise where given expect never table
syn keyword preceptOperatorWord and or not does include includes between before after within more
      \ less than known unknown fire fires
syn match preceptOperatorWord "\<is\>\%(\s\+\%(not\s\+\)\?in\>\)\?"
syn keyword preceptQuantity all any none some every of count sum latest earliest by
syn keyword preceptQuantity exactly nextgroup=preceptCount skipwhite
syn match preceptQuantity "\<at\>\%(\s\+\%(least\|most\)\>\)\?" nextgroup=preceptCount skipwhite
syn keyword preceptClause applies ask assume because cite code evidence fixed for from how on
      \ strength to valid with
syn match preceptClause "\<in\>" nextgroup=preceptUnit skipwhite
syn keyword preceptOutcome recommended considered avoided contraindicated blocked overridden
      \ provisional undecided applicable
syn keyword preceptType date number
syn keyword preceptFunction abs ceiling exp floor ln max min round sqrt
syn keyword preceptConstant yes no today

" ---- Words that say something in one place alone

syn match preceptType "\<\%(one\|set\)\>\ze\s\+of\>"
syn match preceptFunction "\<\%(years\|months\|weeks\|days\)\>\ze\s\+between\>"
syn match preceptQuantity "\%(\<some\s\+\)\@<=advice\>"
syn match preceptClause "\%(\<for\s\+\)\@<=want\>"
syn match preceptClause "\<but\>"
syn match preceptClause "\<language\>\ze\s\+\d"
syn match preceptClause "\<\%(version\|doi\|pmid\|url\|uri\|patient\)\>\ze\s\+\""
syn match preceptClause "\<\%(reviewed\|published\|accessed\)\>\ze\s\+\d\{4}-"
syn match preceptClause "\<review\>\ze\s\+every\>"
syn match preceptClause "\<status\>\ze\s\+\%(draft\|active\|retired\)\>"
      \ nextgroup=preceptGrade skipwhite
syn match preceptGrade "\<\%(draft\|active\|retired\)\>" contained
syn match preceptGrade "\%(\<strength\s\+\)\@<=\%(strong\|conditional\)\>"
syn match preceptGrade "\%(\<evidence\s\+\)\@<=\%(high\|moderate\|low\|very_low\)\>"

" ---- Values

syn match preceptNumber "\<\d\+\%(\.\d\+\)\?" nextgroup=preceptUnit skipwhite
syn match preceptCount "\<\%(\d\+\.\@!\|one\|two\|three\|four\|five\|six\|seven\|eight\|nine\|ten\)\>" contained
" A word of the language behind a number is no unit. `min` is: a minute.
syn match preceptUnit contained "\v%(%(abs|after|all|and|any|as|ask|at|avoid|by|cite|code|count|date|does|event|every|exp|fact|fire|fires|fixed|floor|for|from|given|how|in|is|known|less|ln|max|more|never|no|none|not|of|on|or|round|rule|some|sqrt|sum|table|term|test|than|to|today|use|valid|when|where|with|yes)>)@!%(%(year|month|week|day|hour|minute|second)s?>|%(\%|\[[^]\ \t]+\]|\{[^}]+\}|/[A-Za-z[{]@=|10[*^][-+]?\d@=|[A-Za-zµμ°Å]{1,5}[A-Za-z_]@!)%([A-Za-z0-9%'µμ°Å]|\[[^]\ \t]+\]|\{[^}]*\}|[/.]\([^() \t]*\)|[/.][A-Za-z0-9%[{]@=|%(10)@2<=[*^]|[-+]\d@=)*)"
syn match preceptCoded "\<\d\+\.\@1<!+\%([A-Za-z0-9_(]\)\@!"
syn match preceptDate "\<\d\{4}-\d\d-\d\d\>"
syn region preceptText start=+"+ skip=+\\["\\]+ end=+"+ oneline contains=preceptEscape,@Spell
syn match preceptEscape +\\["\\]+ contained

" ---- Signs

syn match preceptSign "[<>]=\?\|[≤≥+*/^|]"
syn match preceptSign "-"
syn match preceptBullet "^\s*\zs-\ze\%(\s\|$\)"
syn match preceptConstant "\<yes/no\>" contains=preceptSlash

syn keyword preceptTodo TODO FIXME XXX contained
syn match preceptComment "#.*$" contains=preceptTodo,preceptAllow,@Spell
syn match preceptAllow "precept: allow\>" contained

syn sync minlines=1

hi def link preceptItem Keyword
hi def link preceptAs Keyword
hi def link preceptDeclared Function
hi def link preceptModule Include
hi def link preceptSlash Operator
hi def link preceptAction Statement
hi def link preceptControl Conditional
hi def link preceptOperatorWord Keyword
hi def link preceptQuantity Repeat
hi def link preceptClause Label
hi def link preceptOutcome Statement
hi def link preceptType Type
hi def link preceptFunction Special
hi def link preceptConstant Boolean
hi def link preceptGrade Constant
hi def link preceptNumber Number
hi def link preceptCount Number
hi def link preceptUnit Type
hi def link preceptCoded Constant
hi def link preceptDate Number
hi def link preceptText String
hi def link preceptEscape SpecialChar
hi def link preceptSign Operator
hi def link preceptBullet Delimiter
hi def link preceptTodo Todo
hi def link preceptComment Comment
hi def link preceptAllow SpecialComment
hi def link preceptHint NonText

let b:current_syntax = 'precept'

let &cpoptions = s:cpo_save
unlet s:cpo_save
