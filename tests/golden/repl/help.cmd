precept repl --keep-going --today 2026-11-23  <<'END'
help
help flip
help nothing
END
