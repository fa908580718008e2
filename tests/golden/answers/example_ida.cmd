precept run ../../../guidelines --facts ../../../examples/ida.json --today 2026-11-23 --trace none
