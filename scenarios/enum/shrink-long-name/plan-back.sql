ALTER TYPE public."a type whose name takes every one of the sixty-three bytes, é" ADD VALUE 'a' BEFORE 'b';

ALTER TYPE public."a type whose name takes every one of the sixty-three bytes, ö" ADD VALUE 'a' BEFORE 'b';

ALTER TYPE public.e ADD VALUE 'a' BEFORE 'b';
