COMMENT ON TEXT SEARCH DICTIONARY public.d IS NULL;

DROP TEXT SEARCH DICTIONARY public.f;

ALTER TEXT SEARCH DICTIONARY public.d (accept = 'false');

ALTER TEXT SEARCH DICTIONARY public.e (stopwords, language = 'english');
