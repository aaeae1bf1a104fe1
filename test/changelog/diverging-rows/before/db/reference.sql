--liquibase formatted sql
--changeset ann:countries
INSERT INTO country (code, name) VALUES ('DK', 'Denmark'), ('IS', 'Island'), ('NO', 'Norway');
--changeset ann:settings runOnChange:true
INSERT INTO setting (key, value) VALUES ('theme', 'dark'), ('lines', '20') ON CONFLICT DO NOTHING;
--changeset ann:units runOnChange:true
INSERT INTO unit VALUES ('dozen', 11) ON CONFLICT (name) DO NOTHING;
--changeset ann:colours
INSERT INTO colour VALUES ('red'), ('blue');
--changeset ann:more-colours
INSERT INTO colour VALUES ('mauve');
--changeset ann:sizes runOnChange:true
INSERT INTO size VALUES ('small', 's'), ('large', 'L') ON CONFLICT DO NOTHING;
--changeset ann:shapes
INSERT INTO shape VALUES ('round'), ('square');
--changeset ann:numbers
INSERT INTO number SELECT n, n * n FROM generate_series(1, 1500) n;
