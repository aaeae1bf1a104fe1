CREATE EXTENSION hstore WITH SCHEMA ext;

CREATE TABLE public.t (
  h ext.hstore DEFAULT ''::ext.hstore
);

CREATE INDEX t_h_idx ON public.t USING gin (h);

COMMENT ON EXTENSION hstore IS 'ours';

GRANT EXECUTE ON FUNCTION ext.akeys(ext.hstore) TO scenario_reader;
