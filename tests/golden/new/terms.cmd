precept new terms cardiology --out -
