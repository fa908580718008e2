precept run ../../../guidelines --facts ../../../examples/edith.json --today 2026-11-23 --trace none
