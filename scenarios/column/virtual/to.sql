create table t (a int, b int, v int generated always as (a + b) virtual, w int generated always as (a * b));
comment on column t.v is 'virtual';
