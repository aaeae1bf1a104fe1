ALTER DOMAIN public.nested OWNER TO postgres;

ALTER DOMAIN public.plain OWNER TO postgres;
