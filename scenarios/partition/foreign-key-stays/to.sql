create table q (id int primary key);
create table p (k int, q int references q) partition by list (k);
create table p1 (k int, q int, constraint p_q_fkey foreign key (q) references q);
create table p2 (k int, q int);
create table p3 partition of p for values in (3);
create table r1 (k int, q int);
