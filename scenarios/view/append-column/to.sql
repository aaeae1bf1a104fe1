create table account (id int primary key, name text, email text);
create view active as select id, name, email from account;
create view named as select id, name from active where name is not null;
comment on view active is 'who may log in';
comment on column active.name is 'as they like it';
comment on column active.email is 'unverified';
