create schema "New one";
create table "New one".t (id int);
comment on schema "New one" is 'N';
comment on schema public is 'what everyone uses';
