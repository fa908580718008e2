d=$(mktemp -d); printf '{"id":"a\\"b","lvef":"x"}\n' >$d/c.ndjson; cd $d; precept run "$OLDPWD/heart.precept" --facts c.ndjson --patient 'a"b' 2>&1; rm -r $d
