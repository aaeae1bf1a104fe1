CREATE TABLE t (id int, k int, a text GENERATED ALWAYS AS ('{' || 'x' || '}') STORED, b int GENERATED ALWAYS AS (k + 1) STORED);
