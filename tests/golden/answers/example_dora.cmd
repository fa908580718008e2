precept run ../../../guidelines --facts ../../../examples/dora.json --today 2026-11-23 --trace none
