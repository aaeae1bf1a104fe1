create table person (nick text not null, email text not null unique);
create policy p on person using (nick = current_user);
create table original (a int not null);
