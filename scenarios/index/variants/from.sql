create table t (id int, a text, b int[], c tsvector, d point, e jsonb);
