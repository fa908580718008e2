precept test --today 2026-11-23 cases_failing.precept cases.precept --format junit | sed 's/time="[0-9.]*"/time="…"/'
