precept repl --keep-going --today 2026-11-23 heart.precept --facts anna.json <<'END'
advice
rules
rules fired
trace watch
show fit
show lvef
show trastuzumab
lvef < 50 %
lvef + 5 %
count of therapy where drug is trastuzumab
lvfe < 3 %
lvef <
robustt
END
