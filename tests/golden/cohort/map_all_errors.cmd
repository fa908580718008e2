precept cohort sets.precept --facts sets.csv --map wrong.map.json --today 2026-11-23 2>&1
