ALTER TABLE public."T t" DROP CONSTRAINT "P p";

ALTER TABLE public."T t" DROP CONSTRAINT "Ünïcödé cönstråint of süch a nàme that it fílls sixty-";

ALTER TABLE public."T t" ALTER COLUMN "A a" DROP NOT NULL;
