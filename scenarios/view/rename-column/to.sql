create table account (id int primary key, name text);
create view active as select id, name as title from account;
create view counted as select count(title) as n from active;
