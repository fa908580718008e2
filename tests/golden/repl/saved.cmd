t=$(mktemp -d) && cp heart.precept anna.json "$t" && cd "$t" && precept repl --today 2026-11-23 heart.precept --facts anna.json <<'END'
set lvef 48 % on 2026-10-02
add therapy drug=trastuzumab
save saved.json
patients
patient saved.json
today 2027-02-01
today
reload
save test "a weak heart" written.precept
END
cat saved.json written.precept; precept test written.precept; rm -r "$t"
