precept flip first heart.precept --facts dora.json --format json --today 2026-11-23
