precept flip --help
