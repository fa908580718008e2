precept explain unknown-name; precept explain unknown-nam
