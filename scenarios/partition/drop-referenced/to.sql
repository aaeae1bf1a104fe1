create table account (id int primary key) partition by range (id);
create table account_low partition of account for values from (0) to (10);
create table payment (account int references account);
