-- loses data: the rows of table public.t
DROP TABLE public.t;

DROP ACCESS METHOD a;

CREATE ACCESS METHOD b TYPE INDEX HANDLER bthandler;

CREATE TABLE public.u (
  i integer
);
