precept repl heart.precept --facts anna.json --today 2026-11-23 -c 'lvef + 1 %' -c 'what if lvef is 3 %' -c nothing -c advice
