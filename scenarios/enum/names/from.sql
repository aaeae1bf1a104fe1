create type "E""é" as enum ('x');
