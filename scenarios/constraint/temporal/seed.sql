insert into room values (1, '[2020-01-01,2021-01-01)', 'a');
insert into booking values (1, 1, '[2020-02-01,2020-03-01)');
