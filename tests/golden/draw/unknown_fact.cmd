precept draw ../doc/heart.precept --today 2026-11-23 --set lvev=40
