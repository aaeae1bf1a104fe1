REVOKE EXECUTE ON FUNCTION ext.akeys(ext.hstore) FROM scenario_reader;

-- loses data: the rows of table public.t
DROP TABLE public.t;

DROP EXTENSION hstore;
