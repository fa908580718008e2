precept flip mab_b heart.precept --facts anna.json --not --today 2026-11-23
