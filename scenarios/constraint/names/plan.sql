-- fails where a row holds NULL
-- scans the table
ALTER TABLE public."T t" ALTER COLUMN "A a" SET NOT NULL;

ALTER TABLE public."T t" ADD CONSTRAINT "P p" PRIMARY KEY ("A a");

-- scans the table
ALTER TABLE public."T t" ADD CONSTRAINT "Ünïcödé cönstråint of süch a nàme that it fílls sixty-" CHECK (("A a" > 0));

COMMENT ON CONSTRAINT "Ünïcödé cönstråint of süch a nàme that it fílls sixty-" ON public."T t" IS 'x';
