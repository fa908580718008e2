precept ask heart.precept --facts dora.json --set metastatic=yes --format json --today 2026-11-23
