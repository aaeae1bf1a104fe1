ALTER TYPE public.e RENAME VALUE 'b' TO 'bee';
