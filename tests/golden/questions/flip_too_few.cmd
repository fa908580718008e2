precept flip newer heart.precept --facts dora.json --changes 1 --today 2026-11-23
