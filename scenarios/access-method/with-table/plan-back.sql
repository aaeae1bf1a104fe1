-- loses data: the rows of table public.u
DROP TABLE public.u;

DROP ACCESS METHOD b;

CREATE ACCESS METHOD a TYPE TABLE HANDLER heap_tableam_handler;

CREATE TABLE public.t (
  i integer
) USING a;

COMMENT ON ACCESS METHOD a IS 'x';
