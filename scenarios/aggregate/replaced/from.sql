create aggregate a1(int) (sfunc = int4pl, stype = int);
create aggregate a2(x int) (sfunc = int4pl, stype = int);
create aggregate a3(int) (sfunc = int4pl, stype = int);
create aggregate a4(*) (sfunc = int8inc, stype = int8, initcond = '0');
create view v as select a1(x) as s from generate_series(1, 3) x;
comment on aggregate a2(int) is 'two';
comment on aggregate a4(*) is 'four';
