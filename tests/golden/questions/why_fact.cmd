precept why lvef heart.precept --facts anna.json --today 2026-11-23
