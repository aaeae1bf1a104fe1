create table u (id int primary key);
create table t (id int primary key, a int, constraint old check (a > 0), constraint fk foreign key (a) references u);
comment on constraint old on t is 'O';
