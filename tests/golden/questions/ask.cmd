precept ask heart.precept --facts clara.json --today 2026-11-23
