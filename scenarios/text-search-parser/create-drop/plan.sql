CREATE TEXT SEARCH PARSER public.p (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, LEXTYPES = prsd_lextype, HEADLINE = prsd_headline);

CREATE TEXT SEARCH CONFIGURATION s.c (PARSER = public.p);

COMMENT ON TEXT SEARCH PARSER public.p IS 'P';
