create schema s;
create text search template t (init = dsimple_init, lexize = dsimple_lexize);
comment on text search template t is 'T';
create text search dictionary s.d (template = t);
