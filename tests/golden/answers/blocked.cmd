precept run shapes.precept --today 2026-11-23 --facts patients/negative.json
