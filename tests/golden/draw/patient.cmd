precept draw ../doc/heart.precept --facts weak.json --today 2026-11-23 --format dot
