create type c as (a int);
create function to_c(int) returns c language sql immutable as 'select row($1)::c';
create function to_c2(int) returns c language sql immutable as 'select row($1 + 1)::c';
create cast (int as c) with function to_c2(int) as assignment;
create cast (c as text) with inout;
comment on cast (int as c) is 'C';
