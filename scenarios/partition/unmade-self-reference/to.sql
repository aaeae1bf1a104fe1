create table node_low (id bigint not null primary key, above bigint);
