d=$(mktemp -d); precept test --coverage --report $d/c.html heart.precept --today 2026-11-23 > /dev/null; sed -n '/<body>/,$p' $d/c.html; rm -r $d
