insert into p values ('a','c')
