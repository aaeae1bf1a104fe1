create recursive view numbers (n) as values (1) union all select n + 1 from numbers where n < 100;
