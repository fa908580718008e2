" Vim filetype plugin
" Language: Precept, rules of clinical guidelines
" In Neovim it also starts `precept lsp`; `let g:precept_lsp = 0` leaves that to you.

if exists('b:did_ftplugin')
  finish
endif
let b:did_ftplugin = 1

setlocal comments=:#
setlocal commentstring=#\ %s
setlocal formatoptions-=t
setlocal formatoptions+=croql
setlocal expandtab shiftwidth=2 softtabstop=2 tabstop=2
setlocal iskeyword=@,48-57,_
setlocal suffixesadd=.precept
setlocal include=^\\s*use\\s\\+
setlocal define=^\\%(term\\\|fact\\\|event\\\|define\\\|rule\\\|source\\\|system\\)\\s\\+
setlocal foldmethod=expr
setlocal foldexpr=precept#fold(v:lnum)
setlocal foldtext=precept#fold_text()
setlocal foldlevel=99
setlocal omnifunc=syntaxcomplete#Complete
setlocal formatexpr=precept#format()

" Modules are found from the folders above: `use breast_cancer/terms`.
let s:folder = expand('%:p:h')
execute 'setlocal path=.,' . escape(s:folder, ' ,\') . ',' . escape(fnamemodify(s:folder, ':h'), ' ,\')

command! -buffer -bar -bang -nargs=? -complete=file PreceptPatient call precept#patient(<bang>0, <q-args>)
command! -buffer -bar PreceptTests call precept#tests()
command! -buffer -bar PreceptTrace call precept#trace()
command! -buffer -bar -nargs=? -complete=file PreceptDraw call precept#draw(<q-args>)
command! -buffer -bar PreceptCheck call precept#check()

let b:undo_ftplugin = 'setlocal comments< commentstring< formatoptions< expandtab< shiftwidth< '
      \ . 'softtabstop< tabstop< iskeyword< suffixesadd< include< define< foldmethod< foldexpr< '
      \ . 'foldtext< foldlevel< omnifunc< formatexpr< path< '
      \ . '| delcommand PreceptPatient | delcommand PreceptTests '
      \ . '| delcommand PreceptTrace | delcommand PreceptDraw '
      \ . '| delcommand PreceptCheck'

if has('nvim') && get(g:, 'precept_lsp', 1)
  lua require('precept').attach()
endif
