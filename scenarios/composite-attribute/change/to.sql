create type c as (a bigint, b varchar(9) collate "C", fresh date);
comment on column c.a is 'AA';
comment on column c.fresh is 'F';
