precept diff old new --facts nope.json
