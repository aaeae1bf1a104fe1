--liquibase formatted sql
--changeset ann:tables
CREATE TABLE country (code char(2) PRIMARY KEY, name text NOT NULL, noted_at timestamptz NOT NULL DEFAULT now());
CREATE TABLE role (name text PRIMARY KEY, rank int);
CREATE TABLE setting (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, key text UNIQUE, value text);
CREATE TABLE unit (name text PRIMARY KEY, factor numeric);
CREATE TABLE colour (name text PRIMARY KEY);
CREATE TABLE size (name text PRIMARY KEY, letters text);
CREATE TABLE shape (name text PRIMARY KEY);
CREATE TABLE number (n int, square bigint) PARTITION BY RANGE (n);
CREATE TABLE number_low PARTITION OF number FOR VALUES FROM (0) TO (1000);
CREATE TABLE number_high PARTITION OF number DEFAULT;
