cd "$(mktemp -d)" && cp "$OLDPWD/heart.precept" "$OLDPWD/anna.json" . && echo 'not a patient' > notes.txt
precept repl --keep-going --today 2026-11-23 heart.precept --facts anna.json <<'END'
what if lvef is 45 %
set her2_ihc 2+
keep
facts
keep
show
unset nothing
remove therapy 1
save notes.txt
save heart.precept
what iff lvef is 3 %
END
cat notes.txt
