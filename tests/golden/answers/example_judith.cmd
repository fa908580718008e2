precept run ../../../guidelines --facts ../../../examples/judith.json --today 2026-11-23 --trace none
