create table node (
  id bigint primary key,
  above bigint references node (id)
) partition by range (id);
create table node_low (id bigint primary key, above bigint);
alter table node attach partition node_low for values from (0) to (10);
create table node_high (id bigint primary key, above bigint) partition by range (id);
create table node_high_rest partition of node_high for values from (20) to (30);
alter table node attach partition node_high for values from (10) to (40);
