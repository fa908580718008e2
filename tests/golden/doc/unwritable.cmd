precept doc heart.precept --today 2026-11-23 --out no/such/folder.html
