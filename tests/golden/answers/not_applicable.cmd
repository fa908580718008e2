precept run shapes.precept --today 2026-11-23 --facts patients/not_applicable.json
