precept why drug_x heart.precept --facts anna.json --today 2026-11-23
