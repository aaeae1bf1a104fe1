insert into t values (1, 2, '3', '4', '2020-01-01', '{"a": 1}');
