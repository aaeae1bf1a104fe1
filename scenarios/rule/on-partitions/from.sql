create table t (a int, b text) partition by list (a);
create table t1 partition of t for values in (1);
create rule r as on insert to t where new.a = 1 do instead insert into t1 values (new.a, new.b);
