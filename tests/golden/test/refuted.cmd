precept test --today 2026-11-23 refuted.precept; precept test --today 2026-11-23 refuted.precept --format junit | sed 's/time="[0-9.]*"/time="…"/' | grep -A3 '<failure'
