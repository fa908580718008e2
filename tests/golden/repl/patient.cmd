precept repl --keep-going --today 2026-11-23 heart.precept --facts anna.json <<'END'
facts
set lvef 45 %
set lvef 62 % on 2026-10-02
add therapy drug=trastuzumab stopped=2026-01-05
set therapy[1].stopped 2026-02-05
remove therapy 1
unset lvef
set mutations esr1, pik3ca
history
undo
redo
set her2_ihc 3
set lvfe 3
END
