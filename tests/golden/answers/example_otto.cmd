precept run ../../../guidelines --facts ../../../examples/otto.json --today 2026-11-23 --trace none
