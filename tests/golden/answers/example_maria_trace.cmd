precept run ../../../guidelines --facts ../../../examples/maria.json --today 2026-11-23
