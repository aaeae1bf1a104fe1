create table p (id int not null, k text) partition by range (id);
