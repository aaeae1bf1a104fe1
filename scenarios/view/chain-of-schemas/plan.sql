CREATE VIEW z.base AS
 SELECT id,
    x
   FROM z.t;

CREATE VIEW a.over_it AS
 SELECT id
   FROM z.base;

CREATE VIEW z.aa AS
 SELECT o.id,
    b.x
   FROM (a.over_it o
     JOIN z.base b USING (id));

-- runs its query to fill it
CREATE MATERIALIZED VIEW a.m AS
 SELECT id,
    x
   FROM z.aa;

CREATE VIEW a.last AS
 SELECT count(*) AS n
   FROM a.m;

CREATE UNIQUE INDEX m_id_idx ON a.m USING btree (id);
