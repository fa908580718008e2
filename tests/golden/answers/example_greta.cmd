precept run ../../../guidelines --facts ../../../examples/greta.json --today 2026-11-23 --trace none
