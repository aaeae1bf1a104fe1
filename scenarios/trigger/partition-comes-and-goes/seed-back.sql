insert into m values (5); insert into m2 values (15);
