precept explain --list
