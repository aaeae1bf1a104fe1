ALTER TEXT SEARCH DICTIONARY public.d (accept = 'true');

ALTER TEXT SEARCH DICTIONARY public.e (language = 'german', stopwords = 'german');

CREATE TEXT SEARCH DICTIONARY public.f (TEMPLATE = pg_catalog.simple);

COMMENT ON TEXT SEARCH DICTIONARY public.d IS 'D';
