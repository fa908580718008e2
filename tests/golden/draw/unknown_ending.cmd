precept draw ../doc/heart.precept --today 2026-11-23 --out heart.bmp
