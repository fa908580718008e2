precept why mab_b heart.precept --facts anna.json --today 2026-11-23
