create type "E""é" as enum ('x', 'y''s', 'ünï', E'back\\slash', '');
comment on type "E""é" is 'é';
create table t ("a A" "E""é"[] default '{"y''s"}');
