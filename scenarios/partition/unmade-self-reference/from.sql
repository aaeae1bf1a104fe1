create table node (id bigint primary key, above bigint references node (id)) partition by range (id);
create table node_low partition of node for values from (0) to (10);
create table node_high partition of node for values from (10) to (20);
