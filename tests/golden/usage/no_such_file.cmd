precept check no_such_file.precept
