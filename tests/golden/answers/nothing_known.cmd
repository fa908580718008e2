precept run shapes.precept --today 2026-11-23
