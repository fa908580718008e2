t=$(mktemp -d) && cp heart.precept anna.json berta.json "$t" && cd "$t" && ln heart.precept rules.json && echo '{"map": 1}' > map.json && precept repl --keep-going --today 2026-11-23 heart.precept --facts berta.json <<'END'
patient anna.json
set lvef 48 % on 2026-10-02
save berta.json
save rules.json
save map.json
save test "a weak heart" anna.json
save anna.json
END
cat map.json; cmp berta.json "$OLDPWD/berta.json"; cmp heart.precept "$OLDPWD/heart.precept"; cmp -s anna.json "$OLDPWD/anna.json" || echo "anna.json was saved"; rm -r "$t"
