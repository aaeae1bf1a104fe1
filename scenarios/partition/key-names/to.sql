create table p (id int not null, k text, constraint p_key primary key (id), check (k <> '')) partition by range (id);
create table p1 (id int not null, k text, constraint own_key primary key (id), constraint p_k_check check (k <> ''));
alter table p attach partition p1 for values from (0) to (10);
create table p2 partition of p (constraint p2_check check (id > 0)) for values from (10) to (20);
comment on constraint own_key on p1 is 'own';
