create extension citext
