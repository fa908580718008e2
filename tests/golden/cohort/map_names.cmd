precept cohort heart.precept --facts sets.csv --map names.map.json --today 2026-11-23 2>&1
