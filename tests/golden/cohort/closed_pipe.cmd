d=$(mktemp); (yes "{}" | head -200000 | precept cohort sets.precept --facts - --input ndjson --today 2026-11-23 --format csv; echo "exit $?" >&2) 2>$d | head -n 1; cat $d; rm $d
