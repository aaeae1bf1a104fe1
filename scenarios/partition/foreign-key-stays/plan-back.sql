CREATE TABLE public.r (
  k integer,
  q integer
) PARTITION BY LIST (k);

-- scans the table
ALTER TABLE public.p ATTACH PARTITION public.p1 FOR VALUES IN (1);

-- scans the table
ALTER TABLE public.p ATTACH PARTITION public.p2 FOR VALUES IN (2);

-- scans the table
ALTER TABLE public.r ATTACH PARTITION public.r1 FOR VALUES IN (1);

ALTER TABLE public.r ADD CONSTRAINT r_q_fkey FOREIGN KEY (q) REFERENCES public.q(id);
