d=$(mktemp -d); precept cohort heart.precept --facts messy.ndjson --today 2026-11-23 --format csv --strict --rejects $d/bad 2>&1; echo "exit $?"; echo "--- rejects"; cat $d/bad; rm -r $d
