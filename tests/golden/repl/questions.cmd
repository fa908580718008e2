precept repl --today 2026-11-23 heart.precept --facts anna.json <<'END'
why give
why not trastuzumab
what if lvef is 45 %
keep
why not trastuzumab
flip trastuzumab
sweep lvef 30 to 70
set lvef 60 %
unset pregnant
robust
ask
ask next
yes
END
