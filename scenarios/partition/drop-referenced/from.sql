create table account (id int primary key) partition by range (id);
create table account_low partition of account for values from (0) to (10);
create table account_high partition of account for values from (10) to (20) partition by range (id);
create table account_high_all partition of account_high default;
create table payment (account int references account);
