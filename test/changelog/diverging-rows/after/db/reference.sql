--liquibase formatted sql
--changeset ann:countries
--validCheckSum: any
INSERT INTO country (code, name) VALUES ('DK', 'Denmark'), ('IS', 'Iceland'), ('NO', 'Norway'), ('SE', 'Sweden');
--changeset ann:settings runOnChange:true
INSERT INTO setting (key, value) VALUES ('theme', 'light'), ('lines', '20') ON CONFLICT DO NOTHING;
--changeset ann:units runOnChange:true
INSERT INTO unit VALUES ('dozen', 12) ON CONFLICT (name) DO NOTHING;
--changeset ann:colours
INSERT INTO colour VALUES ('red'), ('blue');
--changeset ann:sizes runOnChange:true
INSERT INTO size VALUES ('small', 'S'), ('large', 'L') ON CONFLICT DO NOTHING;
--changeset ann:shapes
INSERT INTO shape VALUES ('round'), ('square');
--changeset ann:numbers
--validCheckSum: any
INSERT INTO number SELECT n, n * n FROM generate_series(1, 1600) n;
