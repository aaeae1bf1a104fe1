insert into t(x) values(1); insert into u default values;
