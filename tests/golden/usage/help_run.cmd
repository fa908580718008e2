precept help run; precept help rnu
