create table u (id int primary key);
create table t (id int constraint t_key primary key, a int, constraint new check (a > 0), constraint reference foreign key (a) references u);
comment on constraint new on t is 'O';
