precept ask heart.precept --facts anna.json --set mutations=none --today 2026-11-23
