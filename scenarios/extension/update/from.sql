create extension citext version '1.5'
