d=$(mktemp -d); precept test --coverage --report $d/c.json heart.precept --today 2026-11-23 > /dev/null; cat $d/c.json; rm -r $d
