create table b (id int primary key, y text not null);
