insert into e__trueup_aside values ('b', 'b');
