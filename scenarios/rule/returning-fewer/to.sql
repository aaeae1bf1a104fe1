create table u (a int);
create table w (a int);
create rule r as on insert to w do instead insert into u values (new.*) returning *;
