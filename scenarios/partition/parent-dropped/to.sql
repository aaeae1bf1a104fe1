create table p1 (k int constraint p_k_not_null not null, s text, constraint p1_pkey primary key (k), constraint p_k_check check (k>0));
create index p1_s_idx on p1 (s);
