create table person (nick text not null, email text not null unique);
create policy p on person using (nick = current_user);
alter table person rename nick to name;
create table original (a int not null);
create table likewise (like original);
alter table original rename to first;
create table original (a int not null);
alter table likewise add primary key (a);
