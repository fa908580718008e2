precept repl -c help >/dev/full 2>&1; echo $?; echo help | precept repl >/dev/full 2>&1; echo $?
