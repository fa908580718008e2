precept run ../facts/declared.precept --today 2026-11-23 --trace none --ignore-unknown-facts --facts ../facts/unknown_fact.json
