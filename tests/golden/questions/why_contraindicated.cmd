precept why mab_a heart.precept --facts dora.json --set metastatic=yes --set marker=positive --today 2026-11-23
