insert into p values (5); insert into q values (5);
