create table account (id int primary key, name text);
create view active as select id, name from account;
create view counted as select count(name) as n from active;
comment on column active.name is 'a comment of the old name';
