precept why first heart.precept --facts anna.json --today 2026-11-23
