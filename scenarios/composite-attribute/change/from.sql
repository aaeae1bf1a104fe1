create type c as (a int, gone text, b varchar(5) collate "C");
comment on column c.a is 'A';
