precept run ../../../guidelines --facts ../../../examples/berta.json --today 2026-11-23 --trace none
