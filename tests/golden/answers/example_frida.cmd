precept run ../../../guidelines --facts ../../../examples/frida.json --today 2026-11-23 --trace none
