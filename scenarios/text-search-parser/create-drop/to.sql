create schema s;
create text search parser p (start = prsd_start, gettoken = prsd_nexttoken, end = prsd_end, lextypes = prsd_lextype, headline = prsd_headline);
comment on text search parser p is 'P';
create text search configuration s.c (parser = p);
