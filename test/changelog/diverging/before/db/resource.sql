--liquibase formatted sql
--changeset ann:resource-create runOnChange:true
CREATE TABLE IF NOT EXISTS resource (
    id bigint PRIMARY KEY,
    name text NOT NULL,
    details text,
    category text NOT NULL DEFAULT 'old'
);
--changeset ann:resource-history-create runOnChange:true
CREATE TABLE IF NOT EXISTS resource_history (
    id bigint NOT NULL,
    name text NOT NULL
);
--changeset ann:resource-index
CREATE INDEX resource_name ON resource (name);
--changeset ann:retired-create
CREATE TABLE retired (id int);
