insert into p values (1), (2); insert into c values (1); insert into d values (3); insert into q values (1); insert into r values (1), (2);
