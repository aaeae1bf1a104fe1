create aggregate a1(int) (sfunc = int4_avg_accum, stype = int8[], finalfunc = int8_avg, initcond = '{0,0}');
create aggregate a2(y int) (sfunc = int4pl, stype = int);
create function a3(int) returns int language sql as 'select 1';
create aggregate a4(*) (sfunc = int8inc, stype = int8, initcond = '5');
create view v as select a1(x) as s from generate_series(1, 3) x;
comment on aggregate a2(int) is 'two';
comment on aggregate a4(*) is 'four';
