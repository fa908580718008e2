" Writes which syntax group stands at which place, for Vim and Neovim alike.
" Reads the file named by $PLACES: JSON, { file: [[line, byte column], …] }, counted from 1; writes the
" file named by $ANSWER: { file: [what the group is linked to, the group], … }.
set runtimepath^=$RUNTIME
filetype plugin indent on
syntax on
let s:groups = {}
for [s:file, s:places] in items(json_decode(join(readfile($PLACES), '')))
  execute 'silent edit ' . fnameescape(s:file)
  setfiletype precept
  syntax sync fromstart
  let s:groups[s:file] = []
  for [s:line, s:column] in s:places
    let s:group = synID(s:line, s:column, 0)
    call add(s:groups[s:file], [synIDattr(synIDtrans(s:group), 'name'), synIDattr(s:group, 'name')])
  endfor
endfor
call writefile([json_encode(s:groups)], $ANSWER)
qall!
