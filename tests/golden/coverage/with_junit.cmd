d=$(mktemp -d); precept test --coverage --format junit --report $d/c.json heart.precept --today 2026-11-23 | sed 's/time="[0-9.]*"/time="…"/'; head -4 $d/c.json; rm -r $d
precept test --min 90 --format json heart.precept --today 2026-11-23 | tail -1
