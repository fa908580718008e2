precept flip first heart.precept --facts dora.json --today 2026-11-23
