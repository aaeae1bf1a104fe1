ALTER TYPE public.e RENAME VALUE 'bee' TO 'b';
