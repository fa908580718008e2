" Vim indent file
" Language: Precept, rules of clinical guidelines

if exists('b:did_indent')
  finish
endif
let b:did_indent = 1

setlocal autoindent
setlocal indentexpr=precept#indent(v:lnum)
setlocal indentkeys=!^F,o,O,0=guideline,0=use,0=source,0=system,0=term,0=fact,0=event,0=define
setlocal indentkeys+=0=rule,0=test,0=ensure,0=when,0=unless,0=recommend,0=consider,0=avoid
setlocal indentkeys+=0=contraindicate,0=overrides,0=strength,0=evidence,0=cite,0=how,0=given,0=expect

let b:undo_indent = 'setlocal autoindent< indentexpr< indentkeys<'
