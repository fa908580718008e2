precept diff old new --facts slip.json 2>&1 >/dev/null | head -5; precept diff old; precept diff old nowhere
