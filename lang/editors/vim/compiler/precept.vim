" Vim compiler file
" `:compiler precept | make` checks the rule files of the folder, which belong together, and lists the findings.

if exists('current_compiler')
  finish
endif
let current_compiler = 'precept'

let s:cpo_save = &cpoptions
set cpoptions&vim

execute 'CompilerSet makeprg=' . escape(precept#program() . ' check --format gcc $* %:p:h:S', ' \|"')
CompilerSet errorformat=%f:%l:%c:\ %trror:\ %m,%f:%l:%c:\ %tarning:\ %m,%f:%l:%c:\ %tnfo:\ %m,
      \%f:%l:%c:\ %tote:\ %m

let &cpoptions = s:cpo_save
unlet s:cpo_save
