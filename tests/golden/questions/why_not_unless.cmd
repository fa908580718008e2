precept why-not first heart.precept --facts anna.json --set pregnant=yes --today 2026-11-23
