precept repl --keep-going --today 2026-11-23  <<'END'
advice
load heart.precept
patient anna.json
compare anna.json berta.json
patient nobody.json
quit
END
