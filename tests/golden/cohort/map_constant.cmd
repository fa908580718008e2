precept cohort heart.precept --facts twice.csv --map constant.map.json --today 2026-11-23 2>&1
