precept run ../../../guidelines --facts ../../../examples/hilda.json --today 2026-11-23 --trace none
