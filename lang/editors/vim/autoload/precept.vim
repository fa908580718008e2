" What the filetype plugin and the indent file call.
"
" `g:precept_program` is the program, "precept" unless it is set. Commands ask the language server
" where one runs (Neovim), and else the program itself (Vim).

let s:items = '^\%(guideline\|terms\|use\|source\|system\|term\|fact\|event\|define\|rule\|test\|ensure\)\>'
" These are never names, so that a line that begins with one belongs into the first column.
let s:item_anywhere = '^\s*\%(guideline\|use\|source\|system\|term\|fact\|event\|define\|rule\|test\|ensure\)\%(\s\|$\)'
let s:with_body = '^\%(guideline\|terms\|source\|event\|rule\|test\|ensure\)\>'
let s:opens_list = '\<\%(all\|any\|none\|sum\|one\|set\|\%(at\s\+least\|at\s\+most\|exactly\)\s\+\w\+\)\s\+of\s*\%(#.*\)\?$'
let s:actions = '^\s*\%(recommend\|consider\|avoid\|contraindicate\)\>'
let s:clauses = '^\s*\%(when\|unless\|overrides\|given\|expect\|whenever\|never\|recommend\|consider\|avoid\|contraindicate\)\>'
let s:of_action = '^\s*\%(strength\|evidence\|because\|cite\|how\)\>'

" ---- Layout

" What `gq` does where no language server runs: the whole text gets its canonical layout, as a part
" of it need not stand alone. Rules are never filled like prose; comments are, while one types.
function! precept#format() abort
  if mode() =~# '[iR]'
    return 1
  endif
  let l:program = get(g:, 'precept_program', 'precept')
  if !executable(l:program)
    echohl WarningMsg | echomsg 'Precept: nothing is formatted, as there is no program `' . l:program . '`' | echohl None
    return 0
  endif
  let l:lines = systemlist(shellescape(l:program) . ' fmt -', getline(1, '$'))
  if v:shell_error != 0
    echohl WarningMsg | echomsg 'Precept: nothing is formatted, as there are errors' | echohl None
    return 0
  endif
  if l:lines != getline(1, '$')
    let l:view = winsaveview()
    if len(l:lines) < line('$')
      execute 'silent ' . (len(l:lines) + 1) . ',$delete _'
    endif
    call setline(1, l:lines)
    call winrestview(l:view)
  endif
  return 0
endfunction

" The last line before that is neither empty nor a comment, or 0.
function! s:before(lnum) abort
  let l:at = prevnonblank(a:lnum - 1)
  while l:at > 0 && getline(l:at) =~# '^\s*#'
    let l:at = prevnonblank(l:at - 1)
  endwhile
  return l:at
endfunction

" The line that begins the item that this line belongs to, or 0.
function! s:item(lnum) abort
  let l:at = a:lnum
  while l:at > 0 && getline(l:at) !~# s:items
    let l:at -= 1
  endwhile
  return l:at
endfunction

" Where a line that says nothing of itself goes: below the one before.
function! s:after(before) abort
  let l:line = getline(a:before)
  let l:width = shiftwidth()
  if l:line =~# s:items
    if l:line =~# s:with_body || l:line =~# s:opens_list
      return l:width
    endif
    " Others mostly are one line; unless there is nothing behind the label yet.
    return l:line =~# '^\%(fact\|define\)\s\+\w\+\%(\s\+"[^"]*"\)\?\s*$' ? l:width : 0
  endif
  if l:line =~# s:opens_list || l:line =~# s:actions
    return indent(a:before) + l:width
  endif
  return indent(a:before)
endfunction

" The columns of a line. Lines that may stand in several are left where the author put them.
function! precept#indent(lnum) abort
  let l:line = getline(a:lnum)
  let l:before = s:before(a:lnum)
  if l:line =~# '^\s*#'
    return -1
  endif
  if l:before == 0 || l:line =~# s:items || l:line =~# s:item_anywhere
    return 0
  endif
  if l:line =~# s:clauses && getline(s:item(a:lnum)) =~# '^\%(rule\|test\|ensure\|define\)\>'
    return shiftwidth()
  endif
  if l:line =~# s:of_action && getline(s:item(a:lnum)) =~# '^rule\>' && getline(l:before) =~# '\%(' . s:actions . '\)\|\%(' . s:of_action . '\)'
    return 2 * shiftwidth()
  endif
  return l:line =~# '\S' && indent(a:lnum) > 0 ? -1 : s:after(l:before)
endfunction

" Items fold, with their comments; so do lists of bullets and the clauses of an action.
function! precept#fold(lnum) abort
  let l:line = getline(a:lnum)
  if l:line =~# s:items
    return l:line =~# '^use\>' && getline(a:lnum - 1) =~# '^use\>' ? 1 : '>1'
  endif
  if l:line !~# '\S' || l:line =~# '^#'
    let l:next = nextnonblank(a:lnum)
    return getline(l:next) =~# '^\s' ? '=' : 0
  endif
  return 1 + (indent(a:lnum) > shiftwidth())
endfunction

function! precept#fold_text() abort
  let l:count = v:foldend - v:foldstart + 1
  return getline(v:foldstart) . '  … ' . l:count . ' lines '
endfunction

" ---- The program

function! precept#program() abort
  return get(g:, 'precept_program', 'precept')
endfunction

function! s:served() abort
  return has('nvim') && luaeval("require('precept').client() ~= nil")
endfunction

function! s:run(arguments) abort
  let l:words = map([precept#program()] + a:arguments, 'shellescape(v:val)')
  let l:output = systemlist(join(l:words, ' ') . ' 2>&1')
  return [v:shell_error, l:output]
endfunction

function! s:file() abort
  if &modified
    update
  endif
  return expand('%:p')
endfunction

" Shows lines in a window of their own, which is used again.
function! precept#show(name, lines) abort
  let l:title = 'precept://' . a:name
  let l:number = bufwinnr('^' . l:title . '$')
  execute l:number > 0 ? l:number . 'wincmd w' : 'botright new ' . l:title
  setlocal buftype=nofile bufhidden=wipe noswapfile nobuflisted nowrap modifiable
  silent %delete _
  call setline(1, a:lines)
  setlocal nomodifiable nomodified
  nnoremap <buffer> <silent> q <C-w>c
endfunction

" ---- Commands

function! precept#patient(none, file) abort
  if s:served()
    return luaeval("require('precept.commands').choose_patient(_A[1] == 1, _A[2])", [a:none, a:file])
  endif
  let l:file = a:none ? '' : !empty(a:file) ? a:file : input('A file of facts: ', get(g:, 'precept_patient', ''), 'file')
  let g:precept_patient = empty(l:file) ? '' : fnamemodify(expand(l:file), ':p')
endfunction

function! precept#tests() abort
  if s:served()
    return luaeval("require('precept.commands').run_tests()")
  endif
  let [l:status, l:output] = s:run(['test', s:file()])
  call precept#show('tests', l:output)
endfunction

function! precept#trace() abort
  if s:served()
    return luaeval("require('precept.commands').show_trace()")
  endif
  if empty(get(g:, 'precept_patient', ''))
    call precept#patient(0, '')
  endif
  if !empty(g:precept_patient)
    let [l:status, l:output] = s:run(['run', s:file(), '--facts', g:precept_patient, '--ignore-unknown-facts'])
    call precept#show('trace', l:output)
  endif
endfunction

function! precept#draw(file) abort
  let l:picture = empty(a:file) ? tempname() . '.svg' : fnamemodify(a:file, ':p')
  if s:served()
    return luaeval("require('precept.commands').draw(_A[1], _A[2] == 1)", [l:picture, empty(a:file)])
  endif
  let l:facts = get(g:, 'precept_patient', '')
  let [l:status, l:output] = s:run(['draw', s:file(), '--out', l:picture] + (empty(l:facts) ? [] : ['--facts', l:facts, '--ignore-unknown-facts']))
  if l:status
    return precept#show('drawing', l:output)
  endif
  if empty(a:file)
    call precept#open(l:picture)
  else
    echo 'Drawn: ' . l:picture
  endif
endfunction

function! precept#check() abort
  call s:file()
  compiler precept
  silent make!
  redraw!
  botright cwindow
  if &buftype ==# 'quickfix'
    wincmd p
  endif
endfunction

" Opens a picture with what the desktop has for it; says where it is if there is nothing.
function! precept#open(file) abort
  for l:program in ['xdg-open', 'open']
    if executable(l:program) && (l:program ==# 'open' || !empty($DISPLAY . $WAYLAND_DISPLAY))
      call system(l:program . ' ' . shellescape(a:file) . ' >/dev/null 2>&1 &')
      return
    endif
  endfor
  echo 'Drawn: ' . a:file
endfunction
