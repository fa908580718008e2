precept run ../../../guidelines --facts ../../../examples/anna.json --today 2026-11-23 --trace none
