precept run ../../../guidelines --facts ../../../examples/nora.json --today 2026-11-23 --trace none
