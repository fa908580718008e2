here=$PWD && cd "$(mktemp -d)" && cp "$here/heart.precept" . && printf '{"lvef": {"value": 40, "unit": "%%"}}\n' > p.json
# Also the patient's file of a test that is not run is kept.
printf '\ntest "from a file"\n  given patient "p.json"\n  expect not some advice is given\n' >> heart.precept
precept test --coverage --report p.json heart.precept; echo "$?"
precept test --coverage --report ./p.json --filter poor heart.precept; echo "$?"
cat p.json; rm -r "$PWD"
