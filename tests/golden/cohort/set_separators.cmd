precept cohort sets.precept --facts sets.csv --today 2026-11-23 --format csv 2>&1
