create domain money_amount as numeric constraint d_check check (value > 0);
create table t (a money_amount);
