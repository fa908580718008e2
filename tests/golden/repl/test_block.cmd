precept repl --today 2026-11-23 heart.precept --facts anna.json <<'END'
add therapy drug=trastuzumab stopped=2026-01-05
save test "a fit heart"
END
