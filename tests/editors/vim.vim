" The runtime folder without a language server, in Vim and in Neovim alike: commands call the program.
" $PRECEPT is the program, $TOP the project, $WORK a folder with a copy of its guidelines and examples;
" what is wrong is written to the file $FAULTS.
set runtimepath^=$TOP/lang/editors/vim
set noswapfile hidden nomore
let g:precept_lsp = 0
let g:precept_program = $PRECEPT
filetype plugin indent on
syntax on

function s:shown(name) abort
  let l:window = bufwinnr('^precept://' . a:name . '$')
  call assert_true(l:window > 0, 'a window for ' . a:name)
  return l:window > 0 ? join(getbufline(winbufnr(l:window), 1, '$'), "\n") : ''
endfunction

function s:test() abort
  execute 'edit' fnameescape($WORK . '/guidelines/breast_cancer/safety.precept')
  call assert_equal('precept', &filetype)
  call assert_equal('syntaxcomplete#Complete', &omnifunc)
  call assert_equal('preceptItem', synIDattr(synID(search('^rule weak_heart'), 1, 0), 'name'))
  call assert_equal(1, foldlevel(search('^rule weak_heart')))

  " Findings in the quickfix list; the file is written first.
  PreceptCheck
  call assert_equal([], filter(getqflist(), 'v:val.valid'))
  let l:line = search('- lvef < 40 %')
  call setline(l:line, '    - lvfe < 40 %')
  write
  PreceptCheck
  let l:found = filter(getqflist(), 'v:val.valid')
  call assert_equal([l:line, 7, 'e'], [l:found[0].lnum, l:found[0].col, tolower(l:found[0].type)])
  call assert_match('lvfe', l:found[0].text)
  cclose
  call setline(l:line, '    - lvef < 40 %')
  write

  " Rules are laid out by the program, and never filled like prose where it is not there.
  let l:all = getline(1, '$')
  call setline(l:line, '    -    lvef   <   40 %')
  let g:precept_program = '/not/there/precept'
  let l:loose = getline(1, '$')
  silent normal! gggqG
  call assert_equal(l:loose, getline(1, '$'))
  let g:precept_program = $PRECEPT
  silent normal! gggqG
  call assert_equal(l:all, getline(1, '$'))
  write

  execute 'edit' fnameescape($WORK . '/guidelines/breast_cancer/her2_first_line.precept')
  PreceptTests
  call assert_match('passed', s:shown('tests'))
  normal q
  call assert_equal(-1, bufwinnr('^precept://tests$'), 'q closes it')
  execute 'PreceptPatient' fnameescape($WORK . '/examples/anna.json')
  call assert_equal($WORK . '/examples/anna.json', g:precept_patient)
  PreceptTrace
  call assert_match('OVERRIDDEN\_.*thp', s:shown('trace'))
  normal q
  if executable('dot')
    execute 'PreceptDraw' fnameescape($WORK . '/drawing.svg')
    call assert_match('<svg', join(readfile($WORK . '/drawing.svg'), ''))
  endif
  PreceptPatient!
  call assert_equal('', g:precept_patient)

  " A file name is no command.
  let l:file = $WORK . '/guidelines/breast_cancer/$(touch owned) ''quoted''.precept'
  execute 'edit' fnameescape(l:file)
  call setline(1, ['guideline x "X"', '  language 1'])
  write
  PreceptCheck
  PreceptTests
  call assert_false(filereadable('owned') || filereadable($WORK . '/owned'))
endfunction

try
  call s:test()
catch
  call add(v:errors, v:throwpoint . ': ' . v:exception)
endtry
call writefile(v:errors, $FAULTS)
execute empty(v:errors) ? 'qall!' : 'cquit!'
